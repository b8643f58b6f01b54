/* Times that depend on the case: what foedus.cases.times asks of guarded terms, many at once. */

#include "core.h"

typedef struct {
    Lit guard;
    PyObject *name; /* borrowed */
    int64_t plus;
} Term;

bool core_term(Core *core, PyObject *one, Lit *guard, PyObject **name, int64_t *plus)
{
    PyObject *term = PyTuple_Check(one) && PyTuple_GET_SIZE(one) == 2 ? PyTuple_GET_ITEM(one, 1) : NULL;
    if (!term || !PyTuple_Check(term) || PyTuple_GET_SIZE(term) != 2 || !PyUnicode_Check(PyTuple_GET_ITEM(term, 0))) {
        PyErr_SetString(PyExc_TypeError, "a time is guarded terms");
        return false;
    }
    *name = PyTuple_GET_ITEM(term, 0);
    *plus = PyLong_AsLongLong(PyTuple_GET_ITEM(term, 1));
    return !PyErr_Occurred() && (*guard = core_lit(core, PyTuple_GET_ITEM(one, 0)));
}

/* The terms of a time, in memory of the caller's where there is room; NULL with an exception. */
static Term *terms_of(Core *core, PyObject *list, Term *few, Py_ssize_t room)
{
    Py_ssize_t len = PySequence_Fast_GET_SIZE(list);
    Term *out = len <= room ? few : PyMem_Malloc((size_t)len * sizeof *out);
    if (!out)
        PyErr_NoMemory();
    for (Py_ssize_t i = 0; out && i < len; i++)
        if (!core_term(core, PySequence_Fast_GET_ITEM(list, i), &out[i].guard, &out[i].name, &out[i].plus)) {
            if (out != few)
                PyMem_Free(out);
            return NULL;
        }
    return out;
}

enum { FEW = 16 };

typedef struct {
    PyObject *list;
    Term few[FEW], *at;
    Py_ssize_t len;
} Stand;

static bool stand(Core *core, PyObject *object, Stand *out)
{
    out->at = NULL;
    out->list = PySequence_Fast(object, "a time is guarded terms");
    out->at = out->list ? terms_of(core, out->list, out->few, FEW) : NULL;
    out->len = out->list ? PySequence_Fast_GET_SIZE(out->list) : 0;
    return out->at != NULL;
}

static void left(Stand *stand)
{
    if (stand->at && stand->at != stand->few)
        PyMem_Free(stand->at);
    Py_XDECREF(stand->list);
}

static Lit joint(Core *core, Lit one, Lit two) { return two ? core_all(core, (Lit[]){one, two}, 2) : 0; }

static Lit term_within(Core *core, const Term *one, const Term *two, int64_t slack)
{
    return core_within(core, one->name, two->name, two->plus - one->plus + slack);
}

/* Whether both times come, one at most so much after the other. */
PyObject *core_le(Core *core, PyObject *const *args, Py_ssize_t len)
{
    Stand one = {0}, two = {0};
    Ints any = {0};
    Lit found = 0;
    long long slack = len == 3 ? PyLong_AsLongLong(args[2]) : 0;
    bool well = len == 3 && !PyErr_Occurred() && stand(core, args[0], &one) && stand(core, args[1], &two);
    for (Py_ssize_t i = 0; well && i < one.len; i++)
        for (Py_ssize_t j = 0; well && j < two.len; j++) {
            Lit near = term_within(core, &one.at[i], &two.at[j], slack);
            Lit all[3] = {one.at[i].guard, two.at[j].guard, near}, both = near ? core_all(core, all, 3) : 0;
            well = both && ints_push(&any, both);
        }
    if (well)
        found = core_any(core, any.at, any.len);
    left(&one);
    left(&two);
    PyMem_Free(any.at);
    return found ? PyLong_FromLong(found) : NULL;
}

/* Whether a time has come by a term. */
PyObject *core_come(Core *core, PyObject *const *args, Py_ssize_t len)
{
    Stand one = {0};
    Ints any = {0};
    Lit found = 0;
    long long plus = len == 3 ? PyLong_AsLongLong(args[2]) : 0;
    bool well = len == 3 && PyUnicode_Check(args[1]) && !PyErr_Occurred() && stand(core, args[0], &one);
    Term by = {.name = well ? args[1] : NULL, .plus = plus};
    for (Py_ssize_t i = 0; well && i < one.len; i++) {
        Lit both = joint(core, one.at[i].guard, term_within(core, &one.at[i], &by, 0));
        well = both && ints_push(&any, both);
    }
    if (well)
        found = core_any(core, any.at, any.len);
    left(&one);
    PyMem_Free(any.at);
    return found ? PyLong_FromLong(found) : NULL;
}

/* Of guarded terms, when each is the earliest of those that come, or the latest; of those at one instant the first named,
   or the last. */
PyObject *core_foremost(Core *core, PyObject *const *args, Py_ssize_t len)
{
    Stand every = {0};
    Ints others = {0};
    PyObject *out = NULL;
    bool latest = len == 2 && args[1] == Py_True, well = len == 2 && stand(core, args[0], &every);
    if (well)
        out = PyList_New(every.len);
    well = out != NULL;
    for (Py_ssize_t i = 0; well && i < every.len; i++) {
        others.len = 0;
        well = ints_push(&others, every.at[i].guard);
        for (Py_ssize_t j = 0; well && j < every.len; j++) {
            if (i == j)
                continue;
            const Term *one = latest ? &every.at[i] : &every.at[j], *two = latest ? &every.at[j] : &every.at[i];
            bool even = latest ? j > i : j < i;
            Lit other = joint(core, every.at[j].guard, term_within(core, one, two, even ? 0 : -1));
            well = other && ints_push(&others, -other);
        }
        Lit mine = well ? core_all(core, others.at, others.len) : 0;
        PyObject *lit = mine ? PyLong_FromLong(mine) : NULL;
        well = lit != NULL;
        if (well)
            PyList_SET_ITEM(out, i, lit);
    }
    if (!well)
        Py_CLEAR(out);
    left(&every);
    PyMem_Free(others.at);
    return out;
}
