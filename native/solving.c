/* The solver as Python sees it. */

#include "solver.h"

/* Literals from Python, as they are written there. */
static bool ints_of(PyObject *object, Ints *out, int32_t most)
{
    PyObject *list = PySequence_Fast(object, "literals are needed");
    if (!list)
        return false;
    bool well = true;
    for (Py_ssize_t i = 0; well && i < PySequence_Fast_GET_SIZE(list); i++) {
        long one = PyLong_AsLong(PySequence_Fast_GET_ITEM(list, i));
        if (!one || one > most || -one > most || PyErr_Occurred()) {
            if (!PyErr_Occurred())
                PyErr_Format(PyExc_IndexError, "%ld is no literal of this solver", one);
            well = false;
        } else
            well = ints_push(out, (int32_t)one);
    }
    Py_DECREF(list);
    return well;
}

static void inward(Ints *ints)
{
    for (size_t i = 0; i < ints->len; i++)
        ints->at[i] = (int32_t)place(ints->at[i]);
}

static PyObject *listed(const Ints *ints)
{
    PyObject *out = PyList_New((Py_ssize_t)ints->len);
    for (size_t i = 0; out && i < ints->len; i++) {
        PyObject *one = PyLong_FromLong(ints->at[i]);
        if (one)
            PyList_SET_ITEM(out, (Py_ssize_t)i, one);
        else
            Py_CLEAR(out);
    }
    return out;
}

static PyObject *new_method(Solver *self, PyObject *unused)
{
    (void)unused;
    int32_t variable = solver_new(self);
    return variable ? PyLong_FromLong(variable) : NULL;
}

static PyObject *clause_method(Solver *self, PyObject *literals)
{
    Ints all = {0};
    bool well = ints_of(literals, &all, self->variables) && solver_add(self, all.at, all.len);
    PyMem_Free(all.at);
    if (!well)
        return NULL;
    Py_RETURN_NONE;
}

/* Literals of which just one holds belong together. */
static PyObject *choice_method(Solver *self, PyObject *literals)
{
    Ints all = {0};
    bool well = ints_of(literals, &all, self->variables) && ints_push(&self->begins, (int32_t)self->groups.len);
    for (size_t i = 0; well && i < all.len; i++) {
        self->group[node_of(all.at[i])] = (int32_t)self->begins.len;
        well = ints_push(&self->groups, all.at[i]);
    }
    well = well && ints_push(&self->groups, 0);
    PyMem_Free(all.at);
    if (!well)
        return NULL;
    Py_RETURN_NONE;
}

static PyObject *solve_method(Solver *self, PyObject *args)
{
    PyObject *assumptions, *order;
    long long conflicts;
    if (!PyArg_ParseTuple(args, "OOL", &assumptions, &order, &conflicts))
        return NULL;
    Ints given = {0}, first = {0};
    PyObject *out = NULL;
    if (ints_of(assumptions, &given, self->variables) && (order == Py_None || ints_of(order, &first, self->variables))) {
        inward(&given);
        inward(&first);
        Answer found = solver_solve(self, &given, order == Py_None ? NULL : &first, conflicts);
        if (self->broke)
            PyErr_NoMemory();
        else
            out = Py_NewRef(found == GIVEN_UP ? Py_None : found == YES ? Py_True : Py_False);
    }
    PyMem_Free(given.at);
    PyMem_Free(first.at);
    return out;
}

static PyObject *model_method(Solver *self, PyObject *unused)
{
    (void)unused;
    return listed(&self->model);
}

static PyObject *core_method(Solver *self, PyObject *unused)
{
    (void)unused;
    Ints out = {0};
    bool well = true;
    for (size_t i = 0; well && i < self->core.len; i++)
        well = ints_push(&out, self->core.at[i] & 1 ? -(self->core.at[i] >> 1) : self->core.at[i] >> 1);
    PyObject *list = well ? listed(&out) : NULL;
    PyMem_Free(out.at);
    return list;
}

static PyObject *variables_get(Solver *self, void *unused)
{
    (void)unused;
    return PyLong_FromLong(self->variables);
}

static PyObject *solver_made(PyTypeObject *type, PyObject *args, PyObject *named)
{
    (void)args, (void)named;
    Solver *self = (Solver *)type->tp_alloc(type, 0);
    if (self && !ints_push(&self->arena, 0)) /* so that no clause is number 0 */
        Py_CLEAR(self);
    if (self)
        self->step = self->rest = 1;
    return (PyObject *)self;
}

static void solver_dealloc(Solver *self)
{
    for (size_t i = 0; self->rows && i < 2 * self->cap; i++) {
        PyMem_Free(self->rows[i].two);
        PyMem_Free(self->rows[i].long_);
    }
    void *memory[] = {self->value,     self->rows,      self->why,       self->seen,      self->phase,
                      self->activity,  self->slot,      self->group,     self->groups.at, self->begins.at,
                      self->arena.at,  self->learnt.at, self->trail.at,  self->levels.at, self->from.at,
                      self->heap.at,   self->scratch.at, self->added.at, self->core.at,   self->model.at};
    for (size_t i = 0; i < sizeof memory / sizeof *memory; i++)
        PyMem_Free(memory[i]);
    Py_TYPE(self)->tp_free(self);
}

static PyMethodDef methods[] = {
    {"new", (PyCFunction)new_method, METH_NOARGS, NULL},
    {"clause", (PyCFunction)clause_method, METH_O, NULL},
    {"choice", (PyCFunction)choice_method, METH_O, NULL},
    {"solve", (PyCFunction)solve_method, METH_VARARGS, NULL},
    {"model", (PyCFunction)model_method, METH_NOARGS, NULL},
    {"core", (PyCFunction)core_method, METH_NOARGS, NULL},
    {NULL, NULL, 0, NULL},
};

static PyGetSetDef members[] = {{"variables", (getter)variables_get, NULL, NULL, NULL}, {0}};

PyTypeObject SolverType = {
    PyVarObject_HEAD_INIT(NULL, 0).tp_name = "foedus.cases._native.Solver",
    .tp_basicsize = sizeof(Solver),
    .tp_flags = Py_TPFLAGS_DEFAULT,
    .tp_new = solver_made,
    .tp_dealloc = (destructor)solver_dealloc,
    .tp_methods = methods,
    .tp_getset = members,
};
