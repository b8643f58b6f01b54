/* The graph as clauses of a solver, and the comparisons on which what was asked rests in a model. */

#include "clauses.h"

static const int64_t HEAVY = (int64_t)1 << 40; /* as in encode.py: beyond it, weights are one */

bool clauses_room(Clauses *self)
{
    size_t variable = self->cap, weight = self->cap, len = (size_t)self->core->len;
    if (!grown((void **)&self->variable, &variable, len, sizeof *self->variable) ||
        !grown((void **)&self->weight, &weight, len, sizeof *self->weight))
        return false;
    self->cap = variable;
    return true;
}

static void weigh(Clauses *self, int32_t number)
{
    const Node *node = &self->core->nodes[number];
    int64_t weight = node->kind == ATOM;
    for (int32_t i = 0; i < node->len; i++)
        weight += self->weight[node_of(self->core->pool.at[node->start + (size_t)i])];
    self->weight[number] = weight < HEAVY ? weight : HEAVY;
}

static bool added(Clauses *self, const int32_t *literals, Py_ssize_t len)
{
    if (self->direct)
        return solver_add(self->direct, literals, (size_t)len);
    PyObject *list = PyList_New(len), *done = NULL;
    for (Py_ssize_t i = 0; list && i < len; i++) {
        PyObject *one = PyLong_FromLong(literals[i]);
        if (!one) {
            Py_CLEAR(list);
            break;
        }
        PyList_SET_ITEM(list, i, one);
    }
    if (list)
        done = PyObject_CallOneArg(self->clause, list);
    Py_XDECREF(list);
    Py_XDECREF(done);
    return done != NULL;
}

/* A joint condition holds just when all its parts do (Tseitin 1968). */
static bool joint_encoded(Clauses *self, int32_t number, int32_t new, Ints *whole)
{
    const Core *core = self->core;
    int32_t len = core->nodes[number].len;
    whole->len = 0;
    bool well = ints_push(whole, new);
    for (int32_t i = 0; well && i < len; i++) {
        int32_t part = clauses_of(self, core->pool.at[core->nodes[number].start + (size_t)i]);
        int32_t pair[2] = {-new, part};
        well = ints_push(whole, -part) && added(self, pair, 2);
    }
    return well && added(self, whole->at, (Py_ssize_t)whole->len);
}

static bool variables_read(Clauses *self, long *into)
{
    if (self->direct)
        return true;
    PyObject *found = PyObject_GetAttr(self->solver, self->counted);
    *into = found ? PyLong_AsLong(found) : -1;
    Py_XDECREF(found);
    return !PyErr_Occurred();
}

static bool variables_written(Clauses *self, long count)
{
    if (self->direct)
        return true;
    PyObject *number = PyLong_FromLong(count);
    int failed = number ? PyObject_SetAttr(self->solver, self->counted, number) : -1;
    Py_XDECREF(number);
    return !failed;
}

/* The literal of a choice that is known already, 0 if none is. */
static int32_t choice_literal(Clauses *self, int32_t number)
{
    const Node *node = &self->core->nodes[number];
    PyObject *row = node->kind == IS ? PyDict_GetItem(self->choices, PyList_GET_ITEM(self->core->words, node->one)) : NULL;
    if (!row || !PyList_Check(row) || node->number >= PyList_GET_SIZE(row))
        return 0;
    return (int32_t)PyLong_AsLong(PyList_GET_ITEM(row, node->number));
}

static bool leaf_encoded(Clauses *self, int32_t number)
{
    if ((self->variable[number] = choice_literal(self, number)))
        return true;
    PyObject *asked = PyLong_FromLong(number), *found = asked ? PyObject_CallOneArg(self->leaf, asked) : NULL;
    long as_long = found ? PyLong_AsLong(found) : 0;
    Py_XDECREF(asked);
    Py_XDECREF(found);
    if (PyErr_Occurred())
        return false;
    self->variable[number] = (int32_t)as_long;
    return true;
}

bool clauses_encoded(Clauses *self, int32_t root)
{
    Ints nodes = {0}, whole = {0};
    long count = 0;
    bool well = core_missing(self->core, root, self->variable, &nodes) && variables_read(self, &count);
    for (size_t i = 0; well && i < nodes.len; i++) {
        int32_t number = nodes.at[i];
        if (self->core->nodes[number].kind == ALL) {
            int32_t new = self->direct ? solver_new(self->direct) : (int32_t)++count;
            self->variable[number] = new;
            well = new && joint_encoded(self, number, new, &whole);
        } else
            well = variables_written(self, count) && leaf_encoded(self, number) && variables_read(self, &count);
        weigh(self, number);
    }
    well = well && variables_written(self, count);
    PyMem_Free(nodes.at);
    PyMem_Free(whole.at);
    return well;
}

static PyObject *clauses_literal(Clauses *self, PyObject *object)
{
    Lit lit = core_lit(self->core, object);
    if (!lit || !clauses_room(self) || (!self->variable[node_of(lit)] && !clauses_encoded(self, node_of(lit))))
        return NULL;
    return PyLong_FromLong(clauses_of(self, lit));
}

static PyObject *clauses_put(Clauses *self, PyObject *args)
{
    int node, variable;
    if (!PyArg_ParseTuple(args, "ii", &node, &variable) || !clauses_room(self))
        return NULL;
    self->variable[node] = variable;
    Py_RETURN_NONE;
}

/* The values of a choice, each once, or that a comparison does not hold. */
static bool leaf_input(Clauses *self, int32_t number, int32_t now, PyObject *out)
{
    int32_t variable = node_of(self->variable[number]), few[2] = {-variable, 0};
    const int32_t *at = solver_group(self->direct, variable);
    if (at) {
        size_t group = (size_t)self->direct->group[variable];
        if (!grown((void **)&self->met, &self->met_cap, group + 1, sizeof *self->met))
            return false;
        if (self->met[group] == now)
            return true;
        self->met[group] = now;
    } else
        at = few;
    for (; *at; at++) {
        PyObject *one = PyLong_FromLong(*at);
        bool well = one && !PyList_Append(out, one);
        Py_XDECREF(one);
        if (!well)
            return false;
    }
    return true;
}

/* Literals that settle what conditions rest on, in order: that choices have their first values, that comparisons fail. */
static PyObject *clauses_inputs(Clauses *self, PyObject *roots)
{
    Core *core = self->core;
    Ints nodes = {0};
    PyObject *out = PyList_New(0);
    if (out && !self->direct) /* a solver that decides as it likes needs no order */
        return out;
    bool well = out && core_leaves(core, roots, &nodes);
    int32_t now = core->now;
    for (size_t i = 0; well && i < nodes.len; i++)
        well = leaf_input(self, nodes.at[i], now, out);
    PyMem_Free(nodes.at);
    if (!well)
        Py_CLEAR(out);
    return out;
}

/* ---- in a model ------------------------------------------------------------------------------------------------ */

/* Whether a literal of the graph holds in a model; -1 with an exception. */
static int held(const Clauses *self, PyObject *model, Lit lit)
{
    int32_t one = clauses_of(self, lit), at = one < 0 ? -one : one;
    if (!at || at > PyList_GET_SIZE(model)) {
        PyErr_SetString(PyExc_IndexError, "the model says nothing of this");
        return -1;
    }
    long sign = PyLong_AsLong(PyList_GET_ITEM(model, at - 1));
    return sign == -1 && PyErr_Occurred() ? -1 : (sign > 0) == (one > 0);
}

/* So many parts of a node that hold, or do not, onto a stack: those that rest on the fewest comparisons, in order. */
static bool cheapest(Clauses *self, PyObject *model, int32_t number, int holds, int64_t count, Ints *todo)
{
    const Core *core = self->core;
    const Node *node = &core->nodes[number];
    int64_t last = -1; /* weight and place of the part that was taken last */
    int32_t at = -1;
    while (count--) {
        int32_t best = -1;
        int64_t least = 0;
        for (int32_t i = 0; i < node->len; i++) {
            Lit part = core->pool.at[node->start + (size_t)i];
            int64_t weight = self->weight[node_of(part)];
            if (weight < last || (weight == last && i <= at) || (best >= 0 && weight >= least))
                continue;
            int found = held(self, model, part);
            if (found < 0)
                return false;
            if (found == holds) {
                best = i;
                least = weight;
            }
        }
        if (best < 0)
            return true;
        last = least;
        at = best;
        if (!ints_push(todo, node_of(core->pool.at[node->start + (size_t)best])))
            return false;
    }
    return true;
}

bool clauses_atom(Clauses *self, int32_t number, int holds, PyObject *out)
{
    PyObject *key = core_key(self->core, number), *one = NULL;
    if (key && holds)
        one = Py_NewRef(key);
    else if (key)
        one = core_atom(PyTuple_GET_ITEM(key, 1), PyTuple_GET_ITEM(key, 0), -self->core->nodes[number].number - 1);
    bool well = one && !PyList_Append(out, one);
    Py_XDECREF(one);
    return well;
}

/* What a choice has to be for the rest to hold: that it has a value, or that it has another. */
bool clauses_value(Clauses *self, int32_t number, int holds, PyObject *out)
{
    PyObject *key = core_key(self->core, number);
    PyObject *one = key ? PyTuple_Pack(2, key, holds ? Py_True : Py_False) : NULL;
    bool well = one && !PyList_Append(out, one);
    Py_XDECREF(one);
    return well;
}

/* The comparisons by which conditions hold in a model. */
static bool needed(Clauses *self, PyObject *model, Ints *todo, PyObject *out)
{
    Core *core = self->core;
    int32_t now = core_fresh(core);
    while (todo->len) {
        int32_t number = todo->at[--todo->len];
        if (core->mark[place(number)] == now || !self->weight[number])
            continue;
        core->mark[place(number)] = now;
        const Node *node = &core->nodes[number];
        int holds = held(self, model, number);
        bool well = holds >= 0;
        if (well && node->kind == ATOM)
            well = clauses_atom(self, number, holds, out);
        else if (well && node->kind == ALL && holds)
            for (int32_t i = 0; well && i < node->len; i++)
                well = ints_push(todo, node_of(core->pool.at[node->start + (size_t)i]));
        else if (well && node->kind == ALL)
            well = cheapest(self, model, number, 0, 1, todo);
        else if (well && node->kind == LEAST)
            well = cheapest(self, model, number, holds, holds ? node->number : node->len - node->number + 1, todo);
        if (!well)
            return false;
    }
    return true;
}

static PyObject *clauses_support(Clauses *self, PyObject *args)
{
    PyObject *roots, *model;
    if (!PyArg_ParseTuple(args, "OO!", &roots, &PyList_Type, &model) || !clauses_room(self))
        return NULL;
    PyObject *list = PySequence_Fast(roots, "conditions are needed"), *out = list ? PyList_New(0) : NULL;
    Ints todo = {0};
    for (Py_ssize_t i = 0; out && i < PySequence_Fast_GET_SIZE(list); i++) {
        Lit lit = core_lit(self->core, PySequence_Fast_GET_ITEM(list, i));
        if (!lit || !ints_push(&todo, node_of(lit)))
            Py_CLEAR(out);
    }
    if (out && !needed(self, model, &todo, out))
        Py_CLEAR(out);
    PyMem_Free(todo.at);
    Py_XDECREF(list);
    return out;
}

/* ---- the type -------------------------------------------------------------------------------------------------- */

static PyObject *clauses_new(PyTypeObject *type, PyObject *args, PyObject *named)
{
    (void)named;
    PyObject *core, *solver, *clause, *leaf, *choices;
    if (!PyArg_ParseTuple(args, "O!OOOO!", &CoreType, &core, &solver, &clause, &leaf, &PyDict_Type, &choices))
        return NULL;
    Clauses *self = (Clauses *)type->tp_alloc(type, 0);
    if (!self)
        return NULL;
    self->core = (Core *)Py_NewRef(core);
    self->solver = Py_NewRef(solver);
    self->direct = Py_IS_TYPE(solver, &SolverType) ? (Solver *)solver : NULL;
    self->clause = Py_NewRef(clause);
    self->leaf = Py_NewRef(leaf);
    self->choices = Py_NewRef(choices);
    self->counted = PyUnicode_InternFromString("variables");
    if (!self->counted || !clauses_room(self))
        Py_CLEAR(self);
    return (PyObject *)self;
}

static int clauses_traverse(Clauses *self, visitproc visit, void *arg)
{
    Py_VISIT(self->solver);
    Py_VISIT(self->clause);
    Py_VISIT(self->leaf);
    Py_VISIT(self->choices);
    return 0;
}

static int clauses_clear(Clauses *self)
{
    self->direct = NULL;
    Py_CLEAR(self->solver);
    Py_CLEAR(self->clause);
    Py_CLEAR(self->leaf);
    Py_CLEAR(self->choices);
    return 0;
}

static void clauses_dealloc(Clauses *self)
{
    PyObject_GC_UnTrack(self);
    clauses_clear(self);
    Py_CLEAR(self->core);
    Py_CLEAR(self->counted);
    PyMem_Free(self->variable);
    PyMem_Free(self->weight);
    PyMem_Free(self->met);
    PyMem_Free(self->roots.at);
    PyMem_Free(self->todo.at);
    PyMem_Free(self->leaves.at);
    PyMem_Free(self->far);
    Py_TYPE(self)->tp_free(self);
}

static PyMethodDef clauses_methods[] = {
    {"literal", (PyCFunction)clauses_literal, METH_O, NULL},
    {"put", (PyCFunction)clauses_put, METH_VARARGS, NULL},
    {"inputs", (PyCFunction)clauses_inputs, METH_O, NULL},
    {"support", (PyCFunction)clauses_support, METH_VARARGS, NULL},
    {"holds", (PyCFunction)clauses_holds, METH_VARARGS, NULL},
    {"fit", (PyCFunction)clauses_fit, METH_NOARGS, NULL},
    {"comparisons", (PyCFunction)clauses_comparisons, METH_NOARGS, NULL},
    {"values", (PyCFunction)clauses_values, METH_NOARGS, NULL},
    {NULL, NULL, 0, NULL},
};

PyTypeObject ClausesType = {
    PyVarObject_HEAD_INIT(NULL, 0).tp_name = "foedus.cases._native.Clauses",
    .tp_basicsize = sizeof(Clauses),
    .tp_flags = Py_TPFLAGS_DEFAULT | Py_TPFLAGS_HAVE_GC,
    .tp_new = clauses_new,
    .tp_traverse = (traverseproc)clauses_traverse,
    .tp_clear = (inquiry)clauses_clear,
    .tp_dealloc = (destructor)clauses_dealloc,
    .tp_methods = clauses_methods,
};
