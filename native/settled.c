/* What a condition leaves once some choices are made: a diagram over the other choices, and no new node of the graph. */

#include "forks.h"

typedef struct {
    int32_t node, at; /* a joint condition or a count, and which of its parts is looked at next */
    Edge made;        /* what those before it come to together */
} Open;

typedef struct {
    Open *at;
    size_t len, cap;
} Opens;

bool forks_settle(Forks *self, PyObject *values)
{
    Core *core = self->core;
    size_t words = (size_t)PyList_GET_SIZE(core->words);
    if (self->settling == INT32_MAX)
        self->settling = 0, memset(self->settled_at, 0, self->settled_at_cap * sizeof *self->settled_at);
    self->settling++;
    if (!grown((void **)&self->set, &self->set_cap, words, sizeof *self->set))
        return false;
    memset(self->set, 0, self->set_cap * sizeof *self->set);
    PyObject *name, *value;
    for (Py_ssize_t at = 0; PyDict_Next(values, &at, &name, &value);) {
        PyObject *word = PyDict_GetItemWithError(core->numbers, name);
        size_t number = word ? (size_t)PyLong_AsLong(word) : 0;
        long long one = PyLong_AsLongLong(value);
        if (PyErr_Occurred())
            return false;
        if (word && number < self->set_cap) /* a word that came later stands in no condition yet */
            self->set[number] = one + 1;
    }
    return true;
}

static bool at_hand(const Forks *self, int32_t node) { return self->settled_at[node] == self->settling; }

static Edge keep(Forks *self, int32_t node, Edge edge)
{
    self->settled[node] = edge;
    self->settled_at[node] = self->settling;
    return edge;
}

/* What a node comes to, if that is known or can be said without a look at others; else 0. */
static Edge node_known(Forks *self, int32_t number)
{
    const Node *node = &self->core->nodes[number];
    if (at_hand(self, number))
        return self->settled[number];
    if (number == TRUE_LIT)
        return TRUE_LIT;
    if (node->kind != IS)
        return 0;
    size_t word = (size_t)node->one;
    if (word < self->set_cap && self->set[word])
        return keep(self, number, self->set[word] == node->number + 1 ? TRUE_LIT : FALSE_LIT);
    Edge edge = word < self->words && self->level[word] ? forks_node(self, number, NULL) : 0;
    return edge ? keep(self, number, edge) : 0;
}

static Edge known(Forks *self, Lit lit)
{
    Edge edge = node_known(self, node_of(lit));
    return lit < 0 ? -edge : edge;
}

/* Whether one of the parts of a joint condition is seen to fail at a glance. */
static bool fails(Forks *self, const Node *node)
{
    for (int32_t i = 0; node->kind == ALL && i < node->len && !self->spent; i++)
        if (known(self, self->core->pool.at[node->start + (size_t)i]) == FALSE_LIT)
            return true;
    return false;
}

static bool opened(Forks *self, Opens *opens, int32_t node)
{
    Kind kind = self->core->nodes[node].kind;
    self->spent = self->spent || (kind != ALL && kind != LEAST); /* times are compared, or a choice is too wide */
    if (fails(self, &self->core->nodes[node])) {
        keep(self, node, FALSE_LIT);
        return true;
    }
    if (self->spent || (opens->len == opens->cap &&
                        !grown((void **)&opens->at, &opens->cap, opens->cap + 1, sizeof *opens->at)))
        return false;
    opens->at[opens->len++] = (Open){node, 0, TRUE_LIT};
    return true;
}

/* Go on with the parts of what is open: 1 where it is done, 0 where it waits for one, -1 where it was not worked out. */
static int gone_on(Forks *self, Open *open, Lit *waits_for)
{
    const Node *node = &self->core->nodes[open->node];
    for (; open->at < node->len; open->at++) {
        Lit part = self->core->pool.at[node->start + (size_t)open->at];
        Edge edge = known(self, part);
        if (!edge) {
            *waits_for = part;
            return self->spent || PyErr_Occurred() ? -1 : 0;
        }
        if (node->kind == ALL && !(open->made = forks_both(self, open->made, edge)))
            return -1;
        if (node->kind == ALL && open->made == FALSE_LIT)
            break;
    }
    if (node->kind == LEAST && !(open->made = forks_node(self, open->node, self->settled)))
        return -1;
    keep(self, open->node, open->made);
    return 1;
}

Edge forks_settled(Forks *self, Lit lit)
{
    Core *core = self->core;
    Opens opens = {0};
    if (!grown((void **)&self->settled, &self->settled_cap, (size_t)core->len, sizeof *self->settled) ||
        !grown((void **)&self->settled_at, &self->settled_at_cap, (size_t)core->len, sizeof *self->settled_at))
        return 0;
    bool well = known(self, lit) || (!self->spent && !PyErr_Occurred() && opened(self, &opens, node_of(lit)));
    while (well && opens.len) {
        Lit part = 0;
        int done = gone_on(self, &opens.at[opens.len - 1], &part);
        if (done > 0)
            opens.len--;
        else
            well = !done && opened(self, &opens, node_of(part));
    }
    PyMem_Free(opens.at);
    return well ? known(self, lit) : 0;
}
