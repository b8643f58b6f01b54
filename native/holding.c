/* Whether conditions can hold together, decided no further than they need: a search ends as soon as each of them holds by
   choices and comparisons that are settled, whatever the others come to (as for circuits: Barrett and Donham 2004). */

#include "clauses.h"

/* 1 a literal of the graph holds by now, -1 it does not, 0 open. */
static int8_t stands(const Clauses *self, Lit lit)
{
    return val(self->direct, (int32_t)place(clauses_of(self, lit)));
}

/* So many parts of a node that hold, or do not, onto the way: those that rest on the fewest comparisons. Where there are
   fewer: a literal of the solver that would make one more, of those that rest on the fewest. */
static int32_t brought(Clauses *self, int32_t number, int8_t holds, int64_t count)
{
    const Core *core = self->core;
    const Node *node = &core->nodes[number];
    int64_t last = -1; /* weight and place of the part that was taken last */
    int32_t at = -1;
    for (; count > 0; count--) {
        int32_t best = -1, open = -1;
        int64_t least = 0, least_open = 0;
        for (int32_t i = 0; i < node->len; i++) {
            Lit part = core->pool.at[node->start + (size_t)i];
            int64_t weight = self->weight[node_of(part)];
            int8_t found = stands(self, part);
            if (!found && (open < 0 || weight < least_open)) {
                open = i;
                least_open = weight;
            }
            if (found != holds || weight < last || (weight == last && i <= at) || (best >= 0 && weight >= least))
                continue;
            best = i;
            least = weight;
        }
        if (best < 0 && open < 0) { /* cannot be: what a count leaves follows by its clauses */
            PyErr_SetString(PyExc_SystemError, "a count is settled otherwise than its parts");
            self->direct->broke = true;
            return 0;
        }
        if (best < 0) {
            int32_t next = (int32_t)place(clauses_of(self, core->pool.at[node->start + (size_t)open]));
            return holds > 0 ? next : next ^ 1;
        }
        last = least;
        at = best;
        solver_push(self->direct, &self->todo, node_of(core->pool.at[node->start + (size_t)best]));
    }
    return 0;
}

/* One node on the way: what it rests on is next; or a literal to decide because that is open. */
static int32_t stepped(Clauses *self, int32_t number)
{
    const Core *core = self->core;
    const Node *node = &core->nodes[number];
    int8_t holds = stands(self, number);
    if (node->kind == ATOM || node->kind == IS)
        solver_push(self->direct, &self->leaves, holds > 0 ? number : -number);
    else if (node->kind == ALL && holds > 0)
        for (int32_t i = 0; i < node->len; i++)
            solver_push(self->direct, &self->todo, node_of(core->pool.at[node->start + (size_t)i]));
    else if (node->kind == ALL)
        return brought(self, number, -1, 1);
    else if (node->kind == LEAST)
        return brought(self, number, holds, holds > 0 ? node->number : node->len - node->number + 1);
    return 0;
}

static void begun(Clauses *self, bool whole)
{
    core_fresh(self->core);
    self->whole = whole;
    self->undone = self->direct->undone;
    self->leaves.len = self->todo.len = 0;
    for (size_t i = 0; i < self->roots.len; i++)
        solver_push(self->direct, &self->todo, self->roots.at[i]);
}

/* A literal to decide so that the conditions hold; 0 where they do. The way down goes on where it was left as long as
   nothing is taken back; then once more from the start, as what is settled since may be rested on instead. */
static int32_t aimed(void *given)
{
    Clauses *self = given;
    Core *core = self->core;
    if (self->undone != self->direct->undone)
        begun(self, false);
    while (!self->direct->broke) {
        if (!self->todo.len && self->whole)
            return 0;
        if (!self->todo.len)
            begun(self, true);
        int32_t number = self->todo.at[--self->todo.len], next;
        int32_t *mark = &core->mark[place(number)];
        if (*mark == core->now)
            continue;
        *mark = core->now;
        if ((next = stepped(self, number))) {
            *mark = 0;
            self->whole = false;
            solver_push(self->direct, &self->todo, number);
            return next;
        }
    }
    return 0;
}

/* Conditions from Python as what is asked of the solver; their nodes as well, where these are asked for. */
static bool asked(Clauses *self, PyObject *conditions, Ints *out, Ints *nodes)
{
    PyObject *list = PySequence_Fast(conditions, "conditions are needed");
    bool well = list && clauses_room(self);
    for (Py_ssize_t i = 0; well && i < PySequence_Fast_GET_SIZE(list); i++) {
        Lit lit = core_lit(self->core, PySequence_Fast_GET_ITEM(list, i));
        int32_t node = node_of(lit);
        well = lit && (self->variable[node] || clauses_encoded(self, node)) && (!nodes || ints_push(nodes, node)) &&
               ints_push(out, (int32_t)place(clauses_of(self, lit)));
    }
    Py_XDECREF(list);
    return well;
}

/* Whether conditions can hold, with others given for which no reason is looked for, as far as clauses say; None after so
   many conflicts. */
PyObject *clauses_holds(Clauses *self, PyObject *args)
{
    PyObject *conditions, *others;
    long long conflicts;
    if (!PyArg_ParseTuple(args, "OOL", &conditions, &others, &conflicts))
        return NULL;
    if (!self->direct)
        return PyErr_Format(PyExc_TypeError, "a solver in C is needed");
    Ints given = {0};
    PyObject *out = NULL;
    self->roots.len = 0;
    if (asked(self, conditions, &given, &self->roots) && asked(self, others, &given, NULL)) {
        Solver *solver = self->direct;
        begun(self, false);
        solver->aim = aimed;
        solver->aims = self;
        Answer found = solver_solve(solver, &given, NULL, conflicts);
        solver->aim = NULL;
        if (solver->broke && !PyErr_Occurred())
            PyErr_NoMemory();
        if (!solver->broke)
            out = Py_NewRef(found == GIVEN_UP ? Py_None : found == YES ? Py_True : Py_False);
    }
    PyMem_Free(given.at);
    return out;
}

/* One comparison told on: whether that brings a time further down. */
static bool lowered(Clauses *self, int32_t leaf)
{
    const Node *node = &self->core->nodes[node_of(leaf)];
    int32_t from = leaf > 0 ? node->two : node->one, to = leaf > 0 ? node->one : node->two;
    int64_t reach = self->far[from] + (leaf > 0 ? node->number : -node->number - 1);
    bool lower = reach < self->far[to];
    if (lower)
        self->far[to] = reach;
    return lower;
}

/* Whether the comparisons by which conditions hold can hold together: no circle of them has a negative length (Bellman
   1958). */
PyObject *clauses_fit(Clauses *self, PyObject *unused)
{
    (void)unused;
    Core *core = self->core;
    size_t words = (size_t)PyList_GET_SIZE(core->words), atoms = 0;
    if (!grown((void **)&self->far, &self->far_cap, words, sizeof *self->far))
        return NULL;
    for (size_t i = 0; i < self->leaves.len; i++) {
        const Node *node = &core->nodes[node_of(self->leaves.at[i])];
        if (node->kind == ATOM) {
            self->far[node->one] = self->far[node->two] = 0;
            atoms++;
        }
    }
    bool more = atoms > 0;
    for (size_t round = 0; more && round <= atoms; round++) {
        more = false;
        for (size_t i = 0; i < self->leaves.len; i++)
            if (core->nodes[node_of(self->leaves.at[i])].kind == ATOM)
                more |= lowered(self, self->leaves.at[i]);
    }
    return Py_NewRef(more ? Py_False : Py_True);
}

/* The leaves of a kind by which conditions hold. */
static PyObject *rested_on(Clauses *self, uint8_t kind, bool (*put)(Clauses *, int32_t, int, PyObject *))
{
    PyObject *out = PyList_New(0);
    for (size_t i = 0; out && i < self->leaves.len; i++) {
        int32_t leaf = self->leaves.at[i];
        if (self->core->nodes[node_of(leaf)].kind == kind && !put(self, node_of(leaf), leaf > 0, out))
            Py_CLEAR(out);
    }
    return out;
}

PyObject *clauses_comparisons(Clauses *self, PyObject *unused)
{
    (void)unused;
    return rested_on(self, ATOM, clauses_atom);
}

PyObject *clauses_values(Clauses *self, PyObject *unused)
{
    (void)unused;
    return rested_on(self, IS, clauses_value);
}
