/* Conditions with their leaves put otherwise. */

#include "core.h"

enum { MANY = 100 }; /* nodes looked at, before a place for each is thought of */

typedef struct {
    PyObject_HEAD
    Core *core;
    PyObject *leaf;   /* told a key and its node; or the values that choices have; or told a time, where there are … */
    PyObject *values; /* … the values that are possible, by choice, and … */
    PyObject *times;  /* … what times are, as far as that was told */
    int32_t *pairs; /* a table of nodes and what they have become: open addressing, since most look at few nodes … */
    size_t cap, len;
    Lit *all;       /* … or, by node, what each has become, once many are looked at */
    size_t all_cap;
} Rewriter;

typedef struct {
    int32_t node, at;
    size_t have; /* where what its parts have become begins */
} Waiting;

typedef struct {
    Waiting *at;
    size_t len, cap;
} Stack;

static bool stacked(Stack *stack, Waiting one)
{
    if (stack->len == stack->cap && !grown((void **)&stack->at, &stack->cap, stack->cap + 1, sizeof one))
        return false;
    stack->at[stack->len++] = one;
    return true;
}

/* Where a node is in the table, or would be. */
static int32_t *pair(const Rewriter *self, int32_t node)
{
    size_t at = (uint32_t)node * 2654435769u & (self->cap - 1);
    while (self->pairs[2 * at] && self->pairs[2 * at] != node)
        at = (at + 1) & (self->cap - 1);
    return self->pairs + 2 * at;
}

static Lit have(const Rewriter *self, Lit lit)
{
    size_t node = (size_t)node_of(lit);
    Lit found;
    if (self->all)
        found = node < self->all_cap ? self->all[node] : 0;
    else {
        int32_t *at = pair(self, (int32_t)node);
        found = at[0] ? at[1] : 0;
    }
    return lit < 0 ? -found : found;
}

/* From now on by node. */
static bool spread_out(Rewriter *self)
{
    if (!grown((void **)&self->all, &self->all_cap, (size_t)self->core->len, sizeof *self->all))
        return false;
    for (size_t i = 0; i < self->cap; i++)
        if (self->pairs[2 * i])
            self->all[self->pairs[2 * i]] = self->pairs[2 * i + 1];
    PyMem_Free(self->pairs);
    self->pairs = NULL;
    self->cap = 0;
    return true;
}

static bool enlarged(Rewriter *self)
{
    int32_t *old = self->pairs;
    size_t cap = self->cap;
    self->cap = cap ? 2 * cap : 256;
    if (!(self->pairs = PyMem_Calloc(self->cap, 2 * sizeof *old))) {
        self->pairs = old;
        self->cap = cap;
        PyErr_NoMemory();
        return false;
    }
    for (size_t i = 0; i < cap; i++)
        if (old[2 * i])
            memcpy(pair(self, old[2 * i]), old + 2 * i, 2 * sizeof *old);
    PyMem_Free(old);
    return true;
}

static bool put(Rewriter *self, int32_t node, Lit lit)
{
    if (!lit)
        return false;
    bool many = self->len > MANY && self->len > (size_t)self->core->len / 16;
    if (!self->all && 2 * self->len >= self->cap && !(many ? spread_out(self) : enlarged(self)))
        return false;
    if (self->all) {
        if (!grown((void **)&self->all, &self->all_cap, (size_t)node + 1, sizeof *self->all))
            return false;
        self->all[node] = lit;
        return true;
    }
    int32_t *found = pair(self, node);
    self->len += !found[0];
    found[0] = node;
    found[1] = lit;
    return true;
}

/* A choice whose value is given is decided; all else stays. */
static bool given_put(Rewriter *self, int32_t number)
{
    const Node *node = &self->core->nodes[number];
    if (node->kind != IS)
        return put(self, number, number);
    PyObject *value = PyDict_GetItemWithError(self->leaf, PyList_GET_ITEM(self->core->words, node->one));
    int64_t given = value ? PyLong_AsLongLong(value) : 0;
    if (PyErr_Occurred())
        return false;
    return put(self, number, !value ? number : given == node->number ? TRUE_LIT : FALSE_LIT);
}

/* A choice some values of which are possible. */
static Lit narrowed(const Rewriter *self, int32_t number)
{
    const Node *node = &self->core->nodes[number];
    PyObject *set = PyDict_GetItemWithError(self->values, PyList_GET_ITEM(self->core->words, node->one));
    PyObject *value = set ? PyLong_FromLongLong(node->number) : NULL;
    int found = value ? PySet_Contains(set, value) : -1;
    Py_XDECREF(value);
    return PyErr_Occurred() ? 0 : !set || (found > 0 && PySet_GET_SIZE(set) > 1) ? number : found > 0 ? TRUE_LIT : FALSE_LIT;
}

/* What a time is: guarded terms; a borrowed reference, NULL with an exception. */
static PyObject *time_of(Rewriter *self, PyObject *name)
{
    PyObject *found = PyDict_GetItemWithError(self->times, name);
    if (!found && !PyErr_Occurred()) {
        PyObject *told = PyObject_CallOneArg(self->leaf, name); /* which puts it to the rest */
        Py_XDECREF(told);
        found = told ? PyDict_GetItemWithError(self->times, name) : NULL;
    }
    if (found && PyTuple_Check(found))
        return found;
    if (!PyErr_Occurred())
        PyErr_SetString(PyExc_TypeError, "a time is guarded terms");
    return NULL;
}

/* Whether one of two guarded terms comes so soon after the other, as one more alternative. */
static bool nearer(Core *core, PyObject *one, PyObject *two, int64_t c, Ints *out)
{
    PyObject *u, *v;
    int64_t s, t;
    Lit parts[3];
    if (!core_term(core, one, &parts[0], &u, &s) || !core_term(core, two, &parts[1], &v, &t) ||
        !(parts[2] = core_within(core, u, v, c + t - s)))
        return false;
    Lit both = parts[2] == FALSE_LIT ? FALSE_LIT : core_all(core, parts, 3);
    return both && (both == FALSE_LIT || ints_push(out, both));
}

/* A comparison of two times, each of which may stand in several places. */
static Lit compared(Rewriter *self, int32_t number)
{
    Core *core = self->core;
    Node node = core->nodes[number];
    PyObject *one = Py_XNewRef(time_of(self, PyList_GET_ITEM(core->words, node.one)));
    PyObject *two = one ? Py_XNewRef(time_of(self, PyList_GET_ITEM(core->words, node.two))) : NULL;
    Ints found = {0};
    bool well = two != NULL;
    for (Py_ssize_t i = 0; well && i < PyTuple_GET_SIZE(one); i++)
        for (Py_ssize_t j = 0; well && j < PyTuple_GET_SIZE(two); j++)
            well = nearer(core, PyTuple_GET_ITEM(one, i), PyTuple_GET_ITEM(two, j), node.number, &found);
    Lit out = !well ? 0 : found.len == 1 ? found.at[0] : core_any(core, found.at, found.len);
    PyMem_Free(found.at);
    Py_XDECREF(one);
    Py_XDECREF(two);
    return out;
}

static bool leaf_put(Rewriter *self, int32_t node)
{
    if (PyDict_CheckExact(self->leaf))
        return given_put(self, node);
    if (self->values)
        return put(self, node, self->core->nodes[node].kind == IS ? narrowed(self, node) : compared(self, node));
    PyObject *key = Py_XNewRef(core_key(self->core, node)), *number = key ? PyLong_FromLong(node) : NULL;
    PyObject *made = number ? PyObject_CallFunctionObjArgs(self->leaf, key, number, NULL) : NULL;
    Lit lit = made ? core_lit(self->core, made) : 0;
    Py_XDECREF(made);
    Py_XDECREF(number);
    Py_XDECREF(key);
    return put(self, node, lit);
}

static bool joined(Rewriter *self, int32_t number, const Lit *parts)
{
    Core *core = self->core;
    const Node *node = &core->nodes[number];
    size_t len = (size_t)node->len;
    if (!memcmp(parts, core->pool.at + node->start, len * sizeof *parts))
        return put(self, number, number);
    return put(self, number, node->kind == ALL ? core_all(core, parts, len) : core_least(core, node->number, parts, len));
}

static Lit part_of(const Core *core, int32_t node, int32_t at) { return core->pool.at[core->nodes[node].start + (size_t)at]; }

/* Work a node out; -1 for an error, 1 where it waits for one of its parts. */
static int looked(Rewriter *self, int32_t number, Stack *stack, Ints *known)
{
    const Core *core = self->core;
    const Node *node = &core->nodes[number];
    if (node->kind != ALL && node->kind != LEAST)
        return leaf_put(self, number) ? 0 : -1;
    size_t base = known->len;
    int32_t open = -1;
    bool never = false;
    for (int32_t i = 0; i < node->len; i++) {
        Lit found = have(self, core->pool.at[node->start + (size_t)i]);
        if (!found && open < 0)
            open = i;
        never = never || found == FALSE_LIT;
        if (!ints_push(known, found))
            return -1;
    }
    if (open >= 0 && !(never && node->kind == ALL))
        return stacked(stack, (Waiting){number, open, base}) ? 1 : -1;
    bool well = never && node->kind == ALL ? put(self, number, FALSE_LIT) : joined(self, number, known->at + base);
    known->len = base;
    return well ? 0 : -1;
}

/* Go on with what waited; the next node to look at, 0 if there is none, -1 for an error. */
static int32_t back(Rewriter *self, Stack *stack, Ints *known)
{
    const Core *core = self->core;
    while (stack->len) {
        Waiting *top = &stack->at[stack->len - 1];
        Lit *parts = known->at + top->have, found = have(self, part_of(core, top->node, top->at));
        int32_t len = core->nodes[top->node].len, at = top->at;
        parts[at] = found;
        bool well;
        if (found == FALSE_LIT && core->nodes[top->node].kind == ALL)
            well = put(self, top->node, FALSE_LIT);
        else {
            for (at++; at < len; at++)
                if (!parts[at] && !(parts[at] = have(self, part_of(core, top->node, at))))
                    break;
            if (at < len) {
                top->at = at;
                return node_of(part_of(core, top->node, at));
            }
            well = joined(self, top->node, parts);
        }
        if (!well)
            return -1;
        known->len = top->have;
        stack->len--;
    }
    return 0;
}

static bool worked(Rewriter *self, int32_t root)
{
    Stack stack = {0};
    Ints known = {0};
    int32_t node = root;
    while (node > 0) {
        int waits = looked(self, node, &stack, &known);
        node = waits < 0             ? -1
               : waits && stack.len ? node_of(part_of(self->core, node, stack.at[stack.len - 1].at))
                                    : back(self, &stack, &known);
    }
    PyMem_Free(stack.at);
    PyMem_Free(known.at);
    return !node;
}

static PyObject *rewriter_lit(Rewriter *self, PyObject *object)
{
    Lit lit = core_lit(self->core, object);
    if (!lit || (!have(self, lit) && !worked(self, node_of(lit))))
        return NULL;
    return PyLong_FromLong(have(self, lit));
}

static PyObject *rewriter_put(Rewriter *self, PyObject *args)
{
    PyObject *of, *to;
    if (!PyArg_ParseTuple(args, "OO", &of, &to))
        return NULL;
    Lit node = core_lit(self->core, of), lit = node ? core_lit(self->core, to) : 0;
    if (!lit || !put(self, node_of(node), node < 0 ? -lit : lit))
        return NULL;
    Py_RETURN_NONE;
}

/* The same with another way to read leaves, but for some nodes, which are to be worked out anew. */
static PyObject *rewriter_copy(Rewriter *self, PyObject *args)
{
    PyObject *leaf, *without;
    if (!PyArg_ParseTuple(args, "OO", &leaf, &without))
        return NULL;
    PyObject *list = PySequence_Fast(without, "nodes are needed");
    Rewriter *made = list ? (Rewriter *)PyObject_CallFunctionObjArgs((PyObject *)Py_TYPE(self), (PyObject *)self->core, leaf, NULL) : NULL;
    int32_t now = core_fresh(self->core);
    for (Py_ssize_t i = 0; made && i < PySequence_Fast_GET_SIZE(list); i++) {
        Lit lit = core_lit(self->core, PySequence_Fast_GET_ITEM(list, i));
        if (!lit)
            Py_CLEAR(made);
        else
            self->core->mark[place(node_of(lit))] = now;
    }
    for (size_t i = 0; made && i < (self->all ? self->all_cap : self->cap); i++) {
        int32_t node = self->all ? (int32_t)i : self->pairs[2 * i], lit = self->all ? self->all[i] : self->pairs[2 * i + 1];
        if (node && lit && self->core->mark[place(node)] != now && !put(made, node, lit))
            Py_CLEAR(made);
    }
    Py_XDECREF(list);
    return (PyObject *)made;
}

static PyObject *rewriter_new(PyTypeObject *type, PyObject *args, PyObject *named)
{
    (void)named;
    PyObject *core, *leaf;
    if (!PyArg_ParseTuple(args, "O!O", &CoreType, &core, &leaf))
        return NULL;
    Rewriter *self = (Rewriter *)type->tp_alloc(type, 0);
    if (!self)
        return NULL;
    self->core = (Core *)Py_NewRef(core);
    if (PyTuple_Check(leaf) && !PyArg_ParseTuple(leaf, "OO!O!", &leaf, &PyDict_Type, &self->values, &PyDict_Type, &self->times))
        self->values = self->times = leaf = NULL;
    Py_XINCREF(self->values);
    Py_XINCREF(self->times);
    self->leaf = Py_XNewRef(leaf);
    if (!leaf || !put(self, TRUE_LIT, TRUE_LIT))
        Py_CLEAR(self);
    return (PyObject *)self;
}

static int rewriter_traverse(Rewriter *self, visitproc visit, void *arg)
{
    Py_VISIT(self->leaf);
    Py_VISIT(self->values);
    Py_VISIT(self->times);
    return 0;
}

static int rewriter_clear(Rewriter *self)
{
    Py_CLEAR(self->leaf);
    Py_CLEAR(self->values);
    Py_CLEAR(self->times);
    return 0;
}

static void rewriter_dealloc(Rewriter *self)
{
    PyObject_GC_UnTrack(self);
    rewriter_clear(self);
    Py_CLEAR(self->core);
    PyMem_Free(self->pairs);
    PyMem_Free(self->all);
    Py_TYPE(self)->tp_free(self);
}

static PyMethodDef rewriter_methods[] = {
    {"lit", (PyCFunction)rewriter_lit, METH_O, NULL},
    {"put", (PyCFunction)rewriter_put, METH_VARARGS, NULL},
    {"copy", (PyCFunction)rewriter_copy, METH_VARARGS, NULL},
    {NULL, NULL, 0, NULL},
};

PyTypeObject RewriterType = {
    PyVarObject_HEAD_INIT(NULL, 0).tp_name = "foedus.cases._native.Rewriter",
    .tp_basicsize = sizeof(Rewriter),
    .tp_flags = Py_TPFLAGS_DEFAULT | Py_TPFLAGS_HAVE_GC,
    .tp_new = rewriter_new,
    .tp_traverse = (traverseproc)rewriter_traverse,
    .tp_clear = (inquiry)rewriter_clear,
    .tp_dealloc = (destructor)rewriter_dealloc,
    .tp_methods = rewriter_methods,
};
