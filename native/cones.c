/* What conditions rest on. */

#include "core.h"

/* The nodes on which these rest, in order, into `out`: all, or only choices and comparisons. */
static bool coned(Core *core, PyObject *roots, bool leaves, Ints *out)
{
    PyObject *list = PySequence_Fast(roots, "conditions are needed");
    if (!list)
        return false;
    Ints todo = {0};
    int32_t now = core_fresh(core);
    bool well = true;
    for (Py_ssize_t i = 0; well && i < PySequence_Fast_GET_SIZE(list); i++) {
        Lit lit = core_lit(core, PySequence_Fast_GET_ITEM(list, i));
        well = lit && ints_push(&todo, node_of(lit));
    }
    while (well && todo.len) {
        int32_t number = todo.at[--todo.len];
        if (core->mark[2 * (size_t)number] == now)
            continue;
        core->mark[2 * (size_t)number] = now;
        const Node *node = &core->nodes[number];
        well = (leaves && node->kind != IS && node->kind != ATOM) || ints_push(out, number);
        for (int32_t i = 0; well && i < node->len; i++) {
            int32_t part = node_of(core->pool.at[node->start + i]);
            well = core->mark[2 * (size_t)part] == now || ints_push(&todo, part);
        }
    }
    if (well && !leaves && out->len > (size_t)core->len / 16) { /* many: looked for one by one, which is sorted already */
        out->len = 0;
        for (int32_t number = 1; number < core->len; number++)
            if (core->mark[2 * (size_t)number] == now)
                out->at[out->len++] = number;
    } else
        ints_sort(out->at, out->len);
    PyMem_Free(todo.at);
    Py_DECREF(list);
    return well;
}

bool core_missing(Core *core, int32_t root, const int32_t *done, Ints *out)
{
    Ints todo = {0};
    int32_t now = core_fresh(core);
    bool well = ints_push(&todo, root);
    while (well && todo.len) {
        int32_t number = todo.at[--todo.len];
        if (done[number] || core->mark[place(number)] == now)
            continue;
        core->mark[place(number)] = now;
        well = ints_push(out, number);
        const Node *node = &core->nodes[number];
        for (int32_t i = 0; well && i < node->len; i++)
            well = ints_push(&todo, node_of(core->pool.at[node->start + (size_t)i]));
    }
    PyMem_Free(todo.at);
    ints_sort(out->at, out->len);
    return well;
}

bool core_leaves(Core *core, PyObject *roots, Ints *out) { return coned(core, roots, true, out); }

typedef PyObject *(*Shown)(Core *, int32_t);

static PyObject *number_shown(Core *core, int32_t node)
{
    (void)core;
    return PyLong_FromLong(node);
}

static PyObject *key_shown(Core *core, int32_t node) { return Py_XNewRef(core_key(core, node)); }

static PyObject *listed(Core *core, const Ints *nodes, Shown shown)
{
    PyObject *out = PyList_New((Py_ssize_t)nodes->len);
    for (size_t i = 0; out && i < nodes->len; i++) {
        PyObject *one = shown(core, nodes->at[i]);
        if (one)
            PyList_SET_ITEM(out, (Py_ssize_t)i, one);
        else
            Py_CLEAR(out);
    }
    return out;
}

PyObject *core_cone_method(Core *core, PyObject *roots)
{
    Ints nodes = {0};
    PyObject *out = coned(core, roots, false, &nodes) ? listed(core, &nodes, number_shown) : NULL;
    PyMem_Free(nodes.at);
    return out;
}

PyObject *core_leaves_method(Core *core, PyObject *roots)
{
    Ints nodes = {0};
    PyObject *out = coned(core, roots, true, &nodes) ? listed(core, &nodes, key_shown) : NULL;
    PyMem_Free(nodes.at);
    return out;
}

/* Of the nodes on which some conditions rest, those that are or rest on any of some nodes. */
PyObject *core_hanging_method(Core *core, PyObject *const *args, Py_ssize_t len)
{
    if (len != 2) {
        PyErr_SetString(PyExc_TypeError, "hanging takes conditions and nodes");
        return NULL;
    }
    PyObject *out = NULL, *on = PySequence_Fast(args[1], "nodes are needed");
    Ints nodes = {0};
    if (!on || !coned(core, args[0], false, &nodes))
        goto end;
    int32_t now = core_fresh(core);
    for (Py_ssize_t i = 0; i < PySequence_Fast_GET_SIZE(on); i++) {
        Lit lit = core_lit(core, PySequence_Fast_GET_ITEM(on, i));
        if (!lit)
            goto end;
        core->mark[2 * (size_t)node_of(lit)] = now;
    }
    size_t kept = 0;
    for (size_t i = 0; i < nodes.len; i++) {
        const Node *node = &core->nodes[nodes.at[i]];
        int32_t *mark = &core->mark[2 * (size_t)nodes.at[i]];
        for (int32_t j = 0; *mark != now && j < node->len; j++)
            if (core->mark[2 * (size_t)node_of(core->pool.at[node->start + j])] == now)
                *mark = now;
        if (*mark == now)
            nodes.at[kept++] = nodes.at[i];
    }
    nodes.len = kept;
    out = listed(core, &nodes, number_shown);
end:
    PyMem_Free(nodes.at);
    Py_XDECREF(on);
    return out;
}

/* By node, on which of some groups of nodes it rests, as a set of bits. */
static bool groups_marked(Core *core, PyObject *groups, uint64_t *on)
{
    for (Py_ssize_t i = 0; i < PySequence_Fast_GET_SIZE(groups); i++) {
        PyObject *group = PySequence_Fast(PySequence_Fast_GET_ITEM(groups, i), "nodes are needed");
        for (Py_ssize_t j = 0; group && j < PySequence_Fast_GET_SIZE(group); j++) {
            Lit lit = core_lit(core, PySequence_Fast_GET_ITEM(group, j));
            if (lit)
                on[node_of(lit)] |= (uint64_t)1 << i;
            else
                Py_CLEAR(group);
        }
        if (!group)
            return false;
        Py_DECREF(group);
    }
    return true;
}

static PyObject *hanging_on(Core *core, const Ints *nodes, const uint64_t *on, uint64_t bit, size_t most)
{
    Ints mine = {0};
    bool well = true;
    for (size_t i = 0; well && i < nodes->len && mine.len <= most; i++)
        well = !(on[nodes->at[i]] & bit) || ints_push(&mine, nodes->at[i]);
    PyObject *out = !well ? NULL : mine.len > most ? Py_NewRef(Py_None) : listed(core, &mine, number_shown);
    PyMem_Free(mine.at);
    return out;
}

/* As `hanging`, for up to 64 groups of nodes at once; None for one on which more nodes rest than so many. */
PyObject *core_hangings_method(Core *core, PyObject *const *args, Py_ssize_t len)
{
    Py_ssize_t most = len == 3 ? PyLong_AsSsize_t(args[2]) : -1;
    PyObject *groups = most >= 0 ? PySequence_Fast(args[1], "groups of nodes are needed") : NULL, *out = NULL;
    if (!groups || PySequence_Fast_GET_SIZE(groups) > 64) {
        Py_XDECREF(groups);
        return PyErr_Occurred() ? NULL : PyErr_Format(PyExc_TypeError, "hangings takes conditions, up to 64 groups, a number");
    }
    Ints nodes = {0};
    uint64_t *on = PyMem_Calloc((size_t)core->len, sizeof *on);
    if (!on)
        PyErr_NoMemory();
    if (!on || !groups_marked(core, groups, on) || !coned(core, args[0], false, &nodes))
        goto end;
    for (size_t i = 0; i < nodes.len; i++) {
        const Node *node = &core->nodes[nodes.at[i]];
        const Lit *part = core->pool.at + node->start;
        for (int32_t j = 0; j < node->len; j++)
            on[nodes.at[i]] |= on[node_of(part[j])];
    }
    out = PyList_New(PySequence_Fast_GET_SIZE(groups));
    for (Py_ssize_t i = 0; out && i < PySequence_Fast_GET_SIZE(groups); i++) {
        PyObject *mine = hanging_on(core, &nodes, on, (uint64_t)1 << i, (size_t)most);
        if (mine)
            PyList_SET_ITEM(out, i, mine);
        else
            Py_CLEAR(out);
    }
end:
    PyMem_Free(on);
    PyMem_Free(nodes.at);
    Py_DECREF(groups);
    return out;
}
