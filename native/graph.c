/* The graph as Python sees it. */

#include "solver.h"

static PyTypeObject *is_key, *atom_key, *all_key, *least_key; /* the NamedTuples of foedus.cases.keys */

/* ---- from and to Python ---------------------------------------------------------------------------------------- */

Lit core_lit(Core *core, PyObject *object)
{
    long lit = PyLong_AsLong(object);
    if (lit == -1 && PyErr_Occurred())
        return 0;
    if (!lit || lit >= core->len || -lit >= core->len) {
        PyErr_Format(PyExc_IndexError, "%ld is no node of this graph", lit);
        return 0;
    }
    return (Lit)lit;
}

int32_t core_word(Core *core, PyObject *text)
{
    PyObject *found = PyDict_GetItemWithError(core->numbers, text);
    if (found)
        return (int32_t)PyLong_AsLong(found);
    if (PyErr_Occurred())
        return -1;
    Py_ssize_t number = PyList_GET_SIZE(core->words);
    size_t told = core->told_cap, value = core->told_cap;
    if (!grown((void **)&core->told, &told, (size_t)number + 1, sizeof *core->told) ||
        !grown((void **)&core->value, &value, (size_t)number + 1, sizeof *core->value))
        return -1;
    core->told_cap = told;
    PyObject *as_int = PyLong_FromSsize_t(number);
    bool well = as_int && !PyDict_SetItem(core->numbers, text, as_int) && !PyList_Append(core->words, text);
    Py_XDECREF(as_int);
    return well ? (int32_t)number : -1;
}

static PyObject *tupled(PyTypeObject *type, PyObject *items)
{
    if (!items)
        return NULL;
    PyObject *args = PyTuple_Pack(1, items), *found = args ? PyTuple_Type.tp_new(type, args, NULL) : NULL;
    Py_XDECREF(args);
    Py_DECREF(items);
    return found;
}

PyObject *core_atom(PyObject *u, PyObject *v, int64_t c)
{
    return tupled(atom_key, Py_BuildValue("(OOL)", u, v, (long long)c));
}

static PyObject *parts_of(const Core *core, const Node *node)
{
    PyObject *out = PyTuple_New(node->len);
    for (int32_t i = 0; out && i < node->len; i++) {
        PyObject *one = PyLong_FromLong(core->pool.at[node->start + i]);
        if (!one)
            Py_CLEAR(out);
        else
            PyTuple_SET_ITEM(out, i, one);
    }
    return out;
}

PyObject *core_key(Core *core, int32_t number)
{
    if (core->keys[number])
        return core->keys[number];
    const Node *node = &core->nodes[number];
    PyObject *found = NULL;
    if (node->kind == IS)
        found = tupled(is_key, Py_BuildValue("(OL)", PyList_GET_ITEM(core->words, node->one), (long long)node->number));
    else if (node->kind == ATOM)
        found = core_atom(PyList_GET_ITEM(core->words, node->one), PyList_GET_ITEM(core->words, node->two), node->number);
    else if (node->kind == ALL)
        found = tupled(all_key, Py_BuildValue("(N)", parts_of(core, node)));
    else if (node->kind == LEAST)
        found = tupled(least_key, Py_BuildValue("(LN)", (long long)node->number, parts_of(core, node)));
    else
        found = Py_NewRef(Py_None);
    return core->keys[number] = found;
}

/* Literals from Python, in memory of the caller's; NULL with an exception. */
static Lit *lits_of(Core *core, PyObject *const *args, Py_ssize_t len, Lit *few, Py_ssize_t room)
{
    Lit *out = len <= room ? few : PyMem_Malloc((size_t)len * sizeof *out);
    if (!out) {
        PyErr_NoMemory();
        return NULL;
    }
    for (Py_ssize_t i = 0; i < len; i++)
        if (!(out[i] = core_lit(core, args[i]))) {
            if (out != few)
                PyMem_Free(out);
            return NULL;
        }
    return out;
}

static PyObject *as_object(Lit lit) { return lit ? PyLong_FromLong(lit) : NULL; }

#define ROOM 24

static PyObject *joined(Core *core, PyObject *const *args, Py_ssize_t len, Lit (*join)(Core *, const Lit *, size_t))
{
    Lit few[ROOM], *lits = lits_of(core, args, len, few, ROOM);
    if (!lits)
        return NULL;
    Lit found = join(core, lits, (size_t)len);
    if (lits != few)
        PyMem_Free(lits);
    return as_object(found);
}

static PyObject *all_method(Core *core, PyObject *const *args, Py_ssize_t len) { return joined(core, args, len, core_all); }

static PyObject *any_method(Core *core, PyObject *const *args, Py_ssize_t len) { return joined(core, args, len, core_any); }

static PyObject *least_method(Core *core, PyObject *const *args, Py_ssize_t len)
{
    if (len != 2) {
        PyErr_SetString(PyExc_TypeError, "at_least takes a number and conditions");
        return NULL;
    }
    long long need = PyLong_AsLongLong(args[0]);
    PyObject *list = need == -1 && PyErr_Occurred() ? NULL : PySequence_Fast(args[1], "conditions are needed");
    if (!list)
        return NULL;
    Lit few[ROOM], *lits = lits_of(core, PySequence_Fast_ITEMS(list), PySequence_Fast_GET_SIZE(list), few, ROOM);
    Lit found = lits ? core_least(core, need, lits, (size_t)PySequence_Fast_GET_SIZE(list)) : 0;
    if (lits && lits != few)
        PyMem_Free(lits);
    Py_DECREF(list);
    return as_object(found);
}

static PyObject *chosen_method(Core *core, PyObject *const *args, Py_ssize_t len)
{
    if (len != 3 || !PyUnicode_Check(args[0])) {
        PyErr_SetString(PyExc_TypeError, "chosen takes a choice, a value and whether there are more than two");
        return NULL;
    }
    long long value = PyLong_AsLongLong(args[1]);
    int several = PyObject_IsTrue(args[2]);
    int32_t choice = (value == -1 && PyErr_Occurred()) || several < 0 ? -1 : core_word(core, args[0]);
    if (choice < 0)
        return NULL;
    return as_object(core_made(core, (Node){.kind = IS, .several = several != 0, .one = choice, .number = value}, NULL));
}

Lit core_within(Core *core, PyObject *u, PyObject *v, int64_t c)
{
    int order = PyUnicode_Compare(u, v);
    if (!order)
        return c >= 0 ? TRUE_LIT : FALSE_LIT;
    int32_t one = core_word(core, order < 0 ? u : v), two = one < 0 ? -1 : core_word(core, order < 0 ? v : u);
    if (two < 0)
        return 0;
    Lit found = core_made(core, (Node){.kind = ATOM, .one = one, .two = two, .number = order < 0 ? c : -c - 1}, NULL);
    return order < 0 ? found : -found;
}

static PyObject *within_method(Core *core, PyObject *const *args, Py_ssize_t len)
{
    if (len != 3 || !PyUnicode_Check(args[0]) || !PyUnicode_Check(args[1])) {
        PyErr_SetString(PyExc_TypeError, "within takes two times and a number of minutes");
        return NULL;
    }
    long long c = PyLong_AsLongLong(args[2]);
    return c == -1 && PyErr_Occurred() ? NULL : as_object(core_within(core, args[0], args[1], c));
}

/* The number of what a key says, None if there is no such node. */
static PyObject *find_method(Core *core, PyObject *key)
{
    Node node = {0};
    Lit *lits = NULL;
    PyTypeObject *type = Py_TYPE(key);
    PyObject *parts = NULL, *one = NULL, *two = NULL;
    if (type == is_key || type == atom_key) {
        node.kind = type == is_key ? IS : ATOM;
        one = PyDict_GetItemWithError(core->numbers, PyTuple_GET_ITEM(key, 0));
        two = type == is_key ? one : PyDict_GetItemWithError(core->numbers, PyTuple_GET_ITEM(key, 1));
        node.number = PyLong_AsLongLong(PyTuple_GET_ITEM(key, type == is_key ? 1 : 2));
        if (PyErr_Occurred())
            return NULL;
        if (!one || !two)
            Py_RETURN_NONE;
        node.one = (int32_t)PyLong_AsLong(one);
        node.two = type == is_key ? 0 : (int32_t)PyLong_AsLong(two);
    } else if (type == all_key || type == least_key) {
        node.kind = type == all_key ? ALL : LEAST;
        node.number = type == all_key ? 0 : PyLong_AsLongLong(PyTuple_GET_ITEM(key, 0));
        parts = PyTuple_GET_ITEM(key, type == all_key ? 0 : 1);
        if (PyErr_Occurred() || !PyTuple_Check(parts))
            return PyErr_Occurred() ? NULL : PyErr_Format(PyExc_TypeError, "no key of a node");
        node.len = (int32_t)PyTuple_GET_SIZE(parts);
        if (!(lits = lits_of(core, &PyTuple_GET_ITEM(parts, 0), node.len, NULL, -1)))
            return NULL;
    } else
        return PyErr_Format(PyExc_TypeError, "no key of a node");
    int32_t found = core->slots ? core_find(core, &node, lits, core_hash(&node, lits))->node : 0;
    PyMem_Free(lits);
    return found ? PyLong_FromLong(found) : Py_NewRef(Py_None);
}

static PyObject *parts_method(Core *core, PyObject *object)
{
    Lit lit = core_lit(core, object);
    if (!lit)
        return NULL;
    if (lit < 0 || core->nodes[lit].kind != ALL)
        return Py_BuildValue("(O)", object);
    return parts_of(core, &core->nodes[lit]);
}

/* ---- the type -------------------------------------------------------------------------------------------------- */

static PyObject *core_new(PyTypeObject *type, PyObject *args, PyObject *named)
{
    (void)args, (void)named;
    Core *core = (Core *)type->tp_alloc(type, 0);
    if (!core)
        return NULL;
    size_t caps[3] = {0, 0, 0};
    core->numbers = PyDict_New();
    core->words = PyList_New(0);
    if (!core->numbers || !core->words || !grown((void **)&core->nodes, &caps[0], 64, sizeof *core->nodes) ||
        !grown((void **)&core->keys, &caps[1], 64, sizeof *core->keys) ||
        !grown((void **)&core->mark, &caps[2], 128, sizeof *core->mark)) {
        Py_DECREF(core);
        return NULL;
    }
    core->cap = 64;
    core->len = 2;
    return (PyObject *)core;
}

static void core_dealloc(Core *core)
{
    for (int32_t i = 0; core->keys && i < core->len; i++)
        Py_XDECREF(core->keys[i]);
    Py_XDECREF(core->numbers);
    Py_XDECREF(core->words);
    void *memory[] = {core->nodes, core->keys, core->mark, core->told, core->value, core->table, core->pool.at,
                      core->scratch.at};
    for (size_t i = 0; i < sizeof memory / sizeof *memory; i++)
        PyMem_Free(memory[i]);
    Py_TYPE(core)->tp_free(core);
}

static Py_ssize_t core_length(Core *core) { return core->len; }

static PyObject *core_item(Core *core, Py_ssize_t at)
{
    if (at < 0 || at >= core->len) {
        PyErr_SetString(PyExc_IndexError, "no such node");
        return NULL;
    }
    return Py_XNewRef(core_key(core, (int32_t)at));
}

static PySequenceMethods core_sequence = {.sq_length = (lenfunc)core_length, .sq_item = (ssizeargfunc)core_item};

static PyMethodDef core_methods[] = {
    FAST("all", all_method),
    FAST("any", any_method),
    FAST("at_least", least_method),
    FAST("chosen", chosen_method),
    FAST("within", within_method),
    FAST("hanging", core_hanging_method),
    FAST("hangings", core_hangings_method),
    FAST("le", core_le),
    FAST("come", core_come),
    FAST("foremost", core_foremost),
    {"find", (PyCFunction)find_method, METH_O, NULL},
    {"parts", (PyCFunction)parts_method, METH_O, NULL},
    {"cone", (PyCFunction)core_cone_method, METH_O, NULL},
    {"leaves", (PyCFunction)core_leaves_method, METH_O, NULL},
    {NULL, NULL, 0, NULL},
};

PyTypeObject CoreType = {
    PyVarObject_HEAD_INIT(NULL, 0).tp_name = "foedus.cases._native.Core",
    .tp_basicsize = sizeof(Core),
    .tp_flags = Py_TPFLAGS_DEFAULT,
    .tp_new = core_new,
    .tp_dealloc = (destructor)core_dealloc,
    .tp_as_sequence = &core_sequence,
    .tp_methods = core_methods,
};

/* ---- the module ------------------------------------------------------------------------------------------------ */

/* Told the four classes of keys. */
static PyObject *keys_function(PyObject *module, PyObject *args)
{
    (void)module;
    PyTypeObject *given[4];
    if (!PyArg_ParseTuple(args, "O!O!O!O!", &PyType_Type, &given[0], &PyType_Type, &given[1], &PyType_Type, &given[2],
                          &PyType_Type, &given[3]))
        return NULL;
    PyTypeObject **kept[4] = {&is_key, &atom_key, &all_key, &least_key};
    for (int i = 0; i < 4; i++) {
        Py_INCREF(given[i]);
        Py_XSETREF(*kept[i], given[i]);
    }
    Py_RETURN_NONE;
}

static PyMethodDef functions[] = {{"keys", keys_function, METH_VARARGS, NULL}, {NULL, NULL, 0, NULL}};

static struct PyModuleDef module = {PyModuleDef_HEAD_INIT, .m_name = "_native", .m_size = -1, .m_methods = functions};

PyMODINIT_FUNC PyInit__native(void)
{
    PyTypeObject *types[] = {&CoreType, &RewriterType, &EvaluatorType, &ClausesType, &SolverType, &ForksType};
    PyObject *made = PyModule_Create(&module);
    for (size_t i = 0; made && i < sizeof types / sizeof *types; i++)
        if (PyType_Ready(types[i]) || PyModule_AddObjectRef(made, strrchr(types[i]->tp_name, '.') + 1, (PyObject *)types[i]))
            Py_CLEAR(made);
    return made;
}
