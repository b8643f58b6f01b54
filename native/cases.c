/* What conditions come to in one case. */

#include "core.h"

typedef struct {
    PyObject_HEAD
    Core *core;
    PyObject *leaf; /* told a key */
    int8_t *now;    /* by node: 1 holds, -1 does not, 0 not known */
    size_t cap;
} Evaluator;

typedef struct {
    int32_t node, looked, held;
} Half;

static bool settled(Evaluator *self, int32_t node, bool holds)
{
    if (!grown((void **)&self->now, &self->cap, (size_t)self->core->len, sizeof *self->now))
        return false;
    self->now[node] = holds ? 1 : -1;
    return true;
}

static bool leaf_settled(Evaluator *self, int32_t node)
{
    PyObject *key = Py_XNewRef(core_key(self->core, node));
    PyObject *found = key ? PyObject_CallFunctionObjArgs(self->leaf, key, NULL) : NULL;
    int holds = found ? PyObject_IsTrue(found) : -1;
    Py_XDECREF(found);
    Py_XDECREF(key);
    return holds >= 0 && settled(self, node, holds);
}

/* Look at the parts of a node one by one, until it is clear; the part it waits for, 0 if none, -1 for an error. */
static int32_t counted(Evaluator *self, Half *one)
{
    const Core *core = self->core;
    const Node *node = &core->nodes[one->node];
    int64_t need = node->kind == ALL ? node->len : node->number;
    while (one->looked < node->len) {
        Lit part = core->pool.at[node->start + (size_t)one->looked];
        size_t below = (size_t)node_of(part);
        int8_t found = below < self->cap ? self->now[below] : 0;
        if (!found)
            return (int32_t)below;
        one->looked++;
        one->held += (found > 0) == (part > 0);
        if (one->held >= need || one->held + node->len - one->looked < need)
            break;
    }
    return settled(self, one->node, one->held >= need) ? 0 : -1;
}

static bool evaluated(Evaluator *self, int32_t root)
{
    Half *todo = NULL;
    size_t len = 0, cap = 0;
    bool well = grown((void **)&todo, &cap, 1, sizeof *todo);
    if (well)
        todo[len++] = (Half){root, 0, 0};
    while (well && len) {
        Half *one = &todo[len - 1];
        Kind kind = self->core->nodes[one->node].kind;
        if (kind != ALL && kind != LEAST) {
            len--;
            well = leaf_settled(self, one->node);
            continue;
        }
        int32_t part = counted(self, one);
        if (part > 0) {
            well = grown((void **)&todo, &cap, len + 1, sizeof *todo);
            if (well)
                todo[len++] = (Half){part, 0, 0};
        } else {
            well = !part;
            len--;
        }
    }
    PyMem_Free(todo);
    return well;
}

static PyObject *evaluator_holds(Evaluator *self, PyObject *object)
{
    Lit lit = core_lit(self->core, object);
    size_t node = (size_t)node_of(lit);
    if (!lit || ((node >= self->cap || !self->now[node]) && !evaluated(self, (int32_t)node)))
        return NULL;
    return PyBool_FromLong((self->now[node] > 0) == (lit > 0));
}

static PyObject *evaluator_copy(Evaluator *self, PyObject *unused)
{
    (void)unused;
    Evaluator *made = (Evaluator *)PyObject_CallFunctionObjArgs((PyObject *)Py_TYPE(self), (PyObject *)self->core, self->leaf, NULL);
    if (made && !grown((void **)&made->now, &made->cap, self->cap, sizeof *made->now))
        Py_CLEAR(made);
    if (made)
        memcpy(made->now, self->now, self->cap * sizeof *made->now);
    return (PyObject *)made;
}

static PyObject *evaluator_new(PyTypeObject *type, PyObject *args, PyObject *named)
{
    (void)named;
    PyObject *core, *leaf;
    if (!PyArg_ParseTuple(args, "O!O", &CoreType, &core, &leaf))
        return NULL;
    Evaluator *self = (Evaluator *)type->tp_alloc(type, 0);
    if (!self)
        return NULL;
    self->core = (Core *)Py_NewRef(core);
    self->leaf = Py_NewRef(leaf);
    if (!settled(self, TRUE_LIT, true))
        Py_CLEAR(self);
    return (PyObject *)self;
}

static int evaluator_traverse(Evaluator *self, visitproc visit, void *arg)
{
    Py_VISIT(self->leaf);
    return 0;
}

static int evaluator_clear(Evaluator *self)
{
    Py_CLEAR(self->leaf);
    return 0;
}

static void evaluator_dealloc(Evaluator *self)
{
    PyObject_GC_UnTrack(self);
    Py_CLEAR(self->leaf);
    Py_CLEAR(self->core);
    PyMem_Free(self->now);
    Py_TYPE(self)->tp_free(self);
}

static PyMethodDef evaluator_methods[] = {
    {"holds", (PyCFunction)evaluator_holds, METH_O, NULL},
    {"copy", (PyCFunction)evaluator_copy, METH_NOARGS, NULL},
    {NULL, NULL, 0, NULL},
};

PyTypeObject EvaluatorType = {
    PyVarObject_HEAD_INIT(NULL, 0).tp_name = "foedus.cases._native.Evaluator",
    .tp_basicsize = sizeof(Evaluator),
    .tp_flags = Py_TPFLAGS_DEFAULT | Py_TPFLAGS_HAVE_GC,
    .tp_new = evaluator_new,
    .tp_traverse = (traverseproc)evaluator_traverse,
    .tp_clear = (inquiry)evaluator_clear,
    .tp_dealloc = (destructor)evaluator_dealloc,
    .tp_methods = evaluator_methods,
};
