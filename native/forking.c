/* The diagrams as Python sees them. */

#include "forks.h"

static void afresh(Forks *self)
{
    self->steps = 0;
    self->spent = false;
}

/* An edge as Python has it: a number; None where it would have taken too long, or where times are compared. */
static PyObject *told(Forks *self, Edge edge)
{
    if (edge)
        return PyLong_FromLong(edge);
    if (!self->spent || PyErr_Occurred())
        return PyErr_Occurred() ? NULL : PyErr_NoMemory();
    Py_RETURN_NONE;
}

static Edge edge_of(const Forks *self, PyObject *object)
{
    long edge = PyLong_AsLong(object);
    if (edge == -1 && PyErr_Occurred())
        return 0;
    if (!edge || edge >= (long)self->forks_len || -edge >= (long)self->forks_len) {
        PyErr_Format(PyExc_IndexError, "%ld is no diagram of these", edge);
        return 0;
    }
    return (Edge)edge;
}

static bool many(Py_ssize_t len, Py_ssize_t wanted)
{
    if (len != wanted)
        PyErr_Format(PyExc_TypeError, "%zd arguments, not %zd, are needed", wanted, len);
    return len == wanted;
}

/* The diagram of a condition of the graph. */
static PyObject *condition_method(Forks *self, PyObject *lit)
{
    afresh(self);
    return told(self, forks_diagram(self, lit));
}

/* From now on these choices are made; and what a condition comes to with them. */
static PyObject *settle_method(Forks *self, PyObject *values)
{
    if (!PyDict_CheckExact(values))
        return PyErr_Format(PyExc_TypeError, "values of choices are needed");
    return forks_settle(self, values) ? Py_NewRef(Py_None) : NULL;
}

static PyObject *settled_method(Forks *self, PyObject *object)
{
    Lit lit = core_lit(self->core, object);
    afresh(self);
    return lit ? told(self, forks_settled(self, lit)) : NULL;
}

static PyObject *both_method(Forks *self, PyObject *const *args, Py_ssize_t len)
{
    Edge one = many(len, 2) ? edge_of(self, args[0]) : 0, two = one ? edge_of(self, args[1]) : 0;
    afresh(self);
    return two ? told(self, forks_both(self, one, two)) : NULL;
}

/* That it holds for some values of all choices but these. */
static PyObject *free_method(Forks *self, PyObject *const *args, Py_ssize_t len)
{
    Edge edge = many(len, 2) ? edge_of(self, args[0]) : 0;
    if (!edge || !forks_asked(self, args[1]))
        return NULL;
    afresh(self);
    return told(self, forks_freed(self, edge));
}

/* In how many ways some choices can be made so that it holds; it must turn on no others. */
static PyObject *ways_method(Forks *self, PyObject *const *args, Py_ssize_t len)
{
    Edge edge = many(len, 2) ? edge_of(self, args[0]) : 0;
    return edge && forks_asked(self, args[1]) ? forks_ways(self, edge) : NULL;
}

/* That a choice has a value. */
static PyObject *value_method(Forks *self, PyObject *const *args, Py_ssize_t len)
{
    PyObject *found = many(len, 2) ? PyDict_GetItemWithError(self->choices, args[0]) : NULL;
    long value = found ? PyLong_AsLong(args[1]) : 0;
    if (!found || PyErr_Occurred())
        return PyErr_Occurred() ? NULL : (PyErr_SetObject(PyExc_KeyError, args[0]), NULL);
    int32_t level = (int32_t)PyLong_AsLong(found);
    Edge branches[FORKS_WIDEST];
    afresh(self);
    self->spent = !self->size[level];
    for (int32_t i = 0; i < self->size[level]; i++)
        branches[i] = i == value ? TRUE_LIT : FALSE_LIT;
    return told(self, self->spent ? 0 : self->size[level] == 1 ? branches[0] : forks_forked(self, level, branches));
}

/* A diagram taken apart: a choice, and what is left for each of its values; None for what always or never holds. */
static PyObject *fork_method(Forks *self, PyObject *object)
{
    Edge edge = edge_of(self, object);
    if (!edge)
        return NULL;
    if (node_of(edge) == TRUE_LIT)
        Py_RETURN_NONE;
    int32_t level = forks_level(self, edge);
    PyObject *list = PyList_New(self->size[level]);
    for (int32_t i = 0; list && i < self->size[level]; i++) {
        PyObject *one = PyLong_FromLong(forks_branch(self, edge, level, i));
        if (one)
            PyList_SET_ITEM(list, i, one);
        else
            Py_CLEAR(list);
    }
    return list ? Py_BuildValue("(ON)", self->name[level], list) : NULL;
}

/* The choices on which it turns, in order. */
static PyObject *support_method(Forks *self, PyObject *object)
{
    Edge edge = edge_of(self, object);
    bool *on = edge ? PyMem_Calloc((size_t)self->levels + 2, 1) : NULL, *seen = on ? PyMem_Calloc(self->forks_len, 1) : NULL;
    Ints todo = {0};
    PyObject *out = seen && ints_push(&todo, node_of(edge)) ? PyList_New(0) : NULL;
    bool well = out != NULL;
    while (well && todo.len) {
        int32_t fork = todo.at[--todo.len];
        if (fork == TRUE_LIT || seen[fork])
            continue;
        seen[fork] = true;
        int32_t level = self->forks[fork].level;
        on[level] = true;
        for (int32_t i = 0; well && i < self->size[level]; i++)
            well = ints_push(&todo, node_of(self->pool.at[self->forks[fork].start + (size_t)i]));
    }
    for (int32_t level = 1; well && level <= self->levels; level++)
        well = !on[level] || !PyList_Append(out, self->name[level]);
    PyMem_Free(on);
    PyMem_Free(seen);
    PyMem_Free(todo.at);
    if (!well)
        Py_CLEAR(out);
    return out ? out : PyErr_Occurred() ? NULL : PyErr_NoMemory();
}

/* The first values with which it holds, by choice; None if it never does. What is not named may have any value. */
static PyObject *first_method(Forks *self, PyObject *object)
{
    Edge edge = edge_of(self, object);
    if (!edge)
        return NULL;
    if (edge == FALSE_LIT)
        Py_RETURN_NONE;
    PyObject *out = PyDict_New();
    while (out && edge != TRUE_LIT) {
        int32_t level = forks_level(self, edge), value = 0;
        while (forks_branch(self, edge, level, value) == FALSE_LIT)
            value++;
        PyObject *number = PyLong_FromLong(value);
        if (!number || PyDict_SetItem(out, self->name[level], number))
            Py_CLEAR(out);
        Py_XDECREF(number);
        edge = forks_branch(self, edge, level, value);
    }
    return out;
}

/* ---- the type -------------------------------------------------------------------------------------------------- */

static bool level_read(Forks *self, PyObject *name, PyObject *size)
{
    int32_t level = ++self->levels, at = core_word(self->core, name);
    long values = PyLong_AsLong(size);
    PyObject *number = PyLong_FromLong(level);
    bool well = at >= 0 && number && !PyErr_Occurred() && !PyDict_SetItem(self->choices, name, number);
    Py_XDECREF(number);
    self->name[level] = Py_NewRef(name);
    self->size[level] = values > 0 && values <= FORKS_WIDEST ? (int32_t)values : 0;
    if (!well || !grown((void **)&self->level, &self->words, (size_t)at + 1, sizeof *self->level))
        return false;
    self->level[at] = self->size[level] ? level : 0; /* one with more values is not looked at */
    return true;
}

static PyObject *forks_new(PyTypeObject *type, PyObject *args, PyObject *named)
{
    (void)named;
    PyObject *core, *sizes;
    if (!PyArg_ParseTuple(args, "O!O!", &CoreType, &core, &PyDict_Type, &sizes))
        return NULL;
    Forks *self = (Forks *)type->tp_alloc(type, 0);
    if (!self)
        return NULL;
    size_t room = (size_t)PyDict_Size(sizes) + 2;
    self->core = (Core *)Py_NewRef(core);
    self->choices = PyDict_New();
    self->name = PyMem_Calloc(room, sizeof *self->name);
    self->size = PyMem_Calloc(room, sizeof *self->size);
    self->kept = PyMem_Calloc(room, sizeof *self->kept);
    self->whole = PyMem_Calloc(room, sizeof *self->whole);
    self->joined = PyMem_Calloc(FORKS_CACHE, sizeof *self->joined);
    self->freed = PyMem_Calloc(FORKS_CACHE, sizeof *self->freed);
    bool well = self->choices && self->name && self->size && self->kept && self->whole && self->joined && self->freed;
    if (!well)
        PyErr_NoMemory();
    well = well && grown((void **)&self->forks, &self->forks_cap, 2, sizeof *self->forks);
    self->forks_len = 2;
    PyObject *name, *size;
    for (Py_ssize_t at = 0; well && PyDict_Next(sizes, &at, &name, &size);)
        well = level_read(self, name, size);
    if (!well)
        Py_CLEAR(self);
    return (PyObject *)self;
}

static void forks_dealloc(Forks *self)
{
    for (size_t i = 0; self->ways && i < self->ways_cap; i++)
        Py_XDECREF(self->ways[i]);
    for (int32_t level = 1; self->whole && self->name && level <= self->levels + 1; level++) {
        Py_XDECREF(self->whole[level]);
        Py_XDECREF(self->name[level]);
    }
    void *memory[] = {self->name,  self->size,    self->kept, self->whole, self->level,    self->forks, self->pool.at,
                      self->table, self->joined, self->freed, self->ways,  self->ways_for, self->made,   self->set,   self->settled,
                      self->settled_at};
    for (size_t i = 0; i < sizeof memory / sizeof *memory; i++)
        PyMem_Free(memory[i]);
    Py_CLEAR(self->names);
    Py_CLEAR(self->choices);
    Py_CLEAR(self->core);
    Py_TYPE(self)->tp_free(self);
}

static PyMethodDef methods[] = {
    {"condition", (PyCFunction)condition_method, METH_O, NULL},
    {"settle", (PyCFunction)settle_method, METH_O, NULL},
    {"settled", (PyCFunction)settled_method, METH_O, NULL},
    FAST("both", both_method),
    FAST("free", free_method),
    FAST("ways", ways_method),
    FAST("value", value_method),
    {"fork", (PyCFunction)fork_method, METH_O, NULL},
    {"support", (PyCFunction)support_method, METH_O, NULL},
    {"first", (PyCFunction)first_method, METH_O, NULL},
    {NULL, NULL, 0, NULL},
};

PyTypeObject ForksType = {
    PyVarObject_HEAD_INIT(NULL, 0).tp_name = "foedus.cases._native.Forks",
    .tp_basicsize = sizeof(Forks),
    .tp_flags = Py_TPFLAGS_DEFAULT,
    .tp_new = forks_new,
    .tp_dealloc = (destructor)forks_dealloc,
    .tp_methods = methods,
};
