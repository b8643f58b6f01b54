/* Conditions on choices as decision diagrams with a branch for each value of a choice (Kam, Villa, Brayton and
   Sangiovanni-Vincentelli 1998) and negated edges: what holds for which values, and in how many ways. */

#include "core.h"

enum { WIDEST = 256, CACHE = 1 << 14, MOST_NODES = 1 << 21, MOST_STEPS = 5000000 };

typedef int32_t Edge; /* a diagram; TRUE_LIT and FALSE_LIT as in the graph, a minus sign negates */

typedef struct {
    int32_t level;
    size_t start; /* where its branches begin in the pool */
} Fork;

typedef struct {
    Edge one, two, made; /* of what is freed, the second is for which choices it was */
} Joined;

typedef struct {
    PyObject_HEAD
    Core *core;
    PyObject *choices; /* choice -> its place in the order, from 1 on */
    PyObject **name;   /* by level: the choice */
    int32_t *size;     /* by level: how many values */
    bool *kept;        /* by level: whether it is among the choices asked for last, … */
    PyObject *names;   /* … which these are */
    int32_t asked;     /* how often others were asked for than before */
    PyObject **whole;  /* by level: in how many ways these can be made from there on; once it is asked for */
    int32_t levels;
    int32_t *level;    /* by word of the graph: the level of a choice */
    size_t words;
    Fork *forks;
    size_t forks_len, forks_cap;
    Ints pool;
    int32_t *table;
    size_t slots;
    Joined *joined;    /* what joining two came to, as far as there is room */
    Joined *freed;     /* what a diagram comes to without other choices */
    PyObject **ways;   /* by fork, with the number of the choices that it was counted for */
    int32_t *ways_for;
    size_t ways_cap;
    Edge *made;        /* by node of the graph */
    size_t made_cap;
    int64_t steps;
    bool spent;        /* more nodes or steps than it may take */
} Forks;

static int32_t level_of(const Forks *self, Edge edge)
{
    int32_t fork = node_of(edge);
    return fork == TRUE_LIT ? self->levels + 1 : self->forks[fork].level;
}

static Edge branch(const Forks *self, Edge edge, int32_t level, int32_t value)
{
    if (level_of(self, edge) != level)
        return edge;
    Edge next = self->pool.at[self->forks[node_of(edge)].start + (size_t)value];
    return edge < 0 ? -next : next;
}

static uint64_t mixed(uint64_t hash, uint64_t value)
{
    hash = (hash ^ value) * 0x9e3779b97f4a7c15u;
    return hash ^ (hash >> 29);
}

static uint64_t hashed(int32_t level, const Edge *branches, int32_t size)
{
    uint64_t hash = (uint64_t)level;
    for (int32_t i = 0; i < size; i++)
        hash = mixed(hash, (uint32_t)branches[i]);
    return hash;
}

static bool more_slots(Forks *self)
{
    if (2 * self->forks_len < self->slots)
        return true;
    size_t slots = self->slots ? 2 * self->slots : 1024;
    int32_t *table = PyMem_Calloc(slots, sizeof *table);
    if (!table) {
        PyErr_NoMemory();
        return false;
    }
    for (size_t n = 2; n < self->forks_len; n++) {
        const Fork *fork = &self->forks[n];
        size_t at = hashed(fork->level, self->pool.at + fork->start, self->size[fork->level]) & (slots - 1);
        while (table[at])
            at = (at + 1) & (slots - 1);
        table[at] = (int32_t)n;
    }
    PyMem_Free(self->table);
    self->table = table;
    self->slots = slots;
    return true;
}

/* The diagram with these branches, made if there is none; 0 with an exception, or where there is no more room. */
static Edge forked(Forks *self, int32_t level, Edge *branches)
{
    int32_t size = self->size[level], same = 1;
    while (same < size && branches[same] == branches[0])
        same++;
    if (same == size)
        return branches[0];
    int sign = branches[0] < 0 ? -1 : 1;
    for (int32_t i = 0; i < size; i++)
        branches[i] *= sign;
    if (!more_slots(self))
        return 0;
    size_t at = hashed(level, branches, size) & (self->slots - 1);
    for (; self->table[at]; at = (at + 1) & (self->slots - 1)) {
        const Fork *fork = &self->forks[self->table[at]];
        if (fork->level == level && !memcmp(self->pool.at + fork->start, branches, (size_t)size * sizeof *branches))
            return sign * self->table[at];
    }
    if (self->forks_len >= MOST_NODES) {
        self->spent = true;
        return 0;
    }
    if (!grown((void **)&self->forks, &self->forks_cap, self->forks_len + 1, sizeof *self->forks))
        return 0;
    self->forks[self->forks_len] = (Fork){level, self->pool.len};
    for (int32_t i = 0; i < size; i++)
        if (!ints_push(&self->pool, branches[i]))
            return 0;
    self->table[at] = (int32_t)self->forks_len;
    return sign * (int32_t)self->forks_len++;
}

static Joined *cached(Joined *cache, Edge one, Edge two)
{
    return &cache[mixed((uint64_t)(uint32_t)one << 32 | (uint32_t)two, 1) & (CACHE - 1)];
}

/* Both hold; 0 where it was not worked out. */
static Edge both(Forks *self, Edge one, Edge two)
{
    if (one == FALSE_LIT || two == FALSE_LIT || one == -two)
        return FALSE_LIT;
    if (one == TRUE_LIT || one == two)
        return two;
    if (two == TRUE_LIT)
        return one;
    if (one > two) {
        Edge other = one;
        one = two;
        two = other;
    }
    Joined *known = cached(self->joined, one, two);
    if (known->one == one && known->two == two)
        return known->made;
    if (++self->steps > MOST_STEPS) {
        self->spent = true;
        return 0;
    }
    int32_t level = level_of(self, one), other = level_of(self, two);
    if (other < level)
        level = other;
    Edge branches[WIDEST];
    for (int32_t i = 0; i < self->size[level]; i++)
        if (!(branches[i] = both(self, branch(self, one, level, i), branch(self, two, level, i))))
            return 0;
    Edge made = forked(self, level, branches);
    if (made)
        *known = (Joined){one, two, made};
    return made;
}

static Edge either(Forks *self, Edge one, Edge two) { return -both(self, -one, -two); }

/* That it holds for some values of the choices that are not asked for. */
static Edge freed(Forks *self, Edge edge)
{
    if (node_of(edge) == TRUE_LIT)
        return edge;
    Joined *known = cached(self->freed, edge, self->asked);
    if (known->one == edge && known->two == self->asked)
        return known->made;
    int32_t level = level_of(self, edge);
    Edge branches[WIDEST], made = FALSE_LIT;
    for (int32_t i = 0; i < self->size[level]; i++) {
        if (!(branches[i] = freed(self, branch(self, edge, level, i))))
            return 0;
        if (!self->kept[level] && !(made = either(self, made, branches[i])))
            return 0;
        if (!self->kept[level] && made == TRUE_LIT)
            break;
    }
    if (self->kept[level])
        made = forked(self, level, branches);
    if (made)
        *known = (Joined){edge, self->asked, made};
    return made;
}

/* ---- conditions of the graph ----------------------------------------------------------------------------------- */

/* At least so many hold: row by row, with how many do so far. */
static Edge at_least(Forks *self, const Node *node)
{
    int64_t need = node->number;
    Edge *rows = PyMem_Malloc((size_t)(need + 1) * sizeof *rows), found = 0;
    if (!rows) {
        PyErr_NoMemory();
        return 0;
    }
    for (int64_t k = 0; k <= need; k++)
        rows[k] = k ? FALSE_LIT : TRUE_LIT;
    for (int32_t i = 0; i < node->len; i++) {
        Lit part = self->core->pool.at[node->start + (size_t)i];
        Edge edge = part < 0 ? -self->made[-part] : self->made[part];
        for (int64_t k = need; k > 0; k--) {
            Edge more = both(self, rows[k - 1], edge);
            if (!more || !(rows[k] = either(self, rows[k], more)))
                goto end;
        }
    }
    found = rows[need];
end:
    PyMem_Free(rows);
    return found;
}

static Edge worked_out(Forks *self, int32_t number)
{
    const Node *node = &self->core->nodes[number];
    if (node->kind == LEAST)
        return at_least(self, node);
    if (node->kind == IS) {
        int32_t level = (size_t)node->one < self->words ? self->level[node->one] : 0;
        if (!level) {
            self->spent = true;
            return 0;
        }
        Edge branches[WIDEST];
        for (int32_t i = 0; i < self->size[level]; i++)
            branches[i] = i == node->number ? TRUE_LIT : FALSE_LIT;
        return forked(self, level, branches);
    }
    if (node->kind != ALL) { /* times are compared: it does not turn on choices alone */
        self->spent = node->kind == ATOM;
        return node->kind == ATOM ? 0 : TRUE_LIT;
    }
    Edge made = TRUE_LIT;
    for (int32_t i = 0; i < node->len && made && made != FALSE_LIT; i++) {
        Lit part = self->core->pool.at[node->start + (size_t)i];
        made = both(self, made, part < 0 ? -self->made[-part] : self->made[part]);
    }
    return made;
}

/* The nodes on which one rests that are not worked out yet, in order. */
static bool missing(const Forks *self, int32_t root, Ints *out)
{
    Core *core = self->core;
    Ints todo = {0};
    int32_t now = core_fresh(core);
    bool well = ints_push(&todo, root);
    while (well && todo.len) {
        int32_t number = todo.at[--todo.len];
        if (self->made[number] || core->mark[place(number)] == now)
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

/* The diagram of a condition; 0 where it was not worked out. */
static Edge diagram(Forks *self, PyObject *object)
{
    Core *core = self->core;
    Lit lit = core_lit(core, object);
    Ints nodes = {0};
    bool well = lit && grown((void **)&self->made, &self->made_cap, (size_t)core->len, sizeof *self->made) &&
                missing(self, node_of(lit), &nodes);
    for (size_t i = 0; well && i < nodes.len; i++)
        well = (self->made[nodes.at[i]] = worked_out(self, nodes.at[i])) != 0;
    PyMem_Free(nodes.at);
    return !well ? 0 : lit < 0 ? -self->made[-lit] : self->made[lit];
}

/* ---- counting -------------------------------------------------------------------------------------------------- */

/* From now on these choices are asked for. */
static bool asked(Forks *self, PyObject *names)
{
    if (self->names) {
        int same = self->names == names ? 1 : PyObject_RichCompareBool(self->names, names, Py_EQ);
        if (same)
            return same > 0;
    }
    PyObject *list = PySequence_Fast(names, "choices are needed");
    if (!list)
        return false;
    memset(self->kept, 0, ((size_t)self->levels + 2) * sizeof *self->kept);
    bool well = true;
    for (Py_ssize_t i = 0; well && i < PySequence_Fast_GET_SIZE(list); i++) {
        PyObject *level = PyDict_GetItemWithError(self->choices, PySequence_Fast_GET_ITEM(list, i));
        well = level != NULL;
        if (well)
            self->kept[PyLong_AsLong(level)] = true;
        else if (!PyErr_Occurred())
            PyErr_SetObject(PyExc_KeyError, PySequence_Fast_GET_ITEM(list, i));
    }
    Py_DECREF(list);
    for (int32_t level = 1; level <= self->levels + 1; level++)
        Py_CLEAR(self->whole[level]);
    self->asked++;
    Py_XSETREF(self->names, well ? Py_NewRef(names) : NULL);
    return well;
}

/* By level, from the last on, in how many ways the choices asked for can be made. */
static bool whole_counted(Forks *self)
{
    if (self->whole[1])
        return true;
    self->whole[self->levels + 1] = PyLong_FromLong(1);
    for (int32_t level = self->levels; level > 0 && self->whole[level + 1]; level--) {
        PyObject *size = self->kept[level] ? PyLong_FromLong(self->size[level]) : NULL;
        self->whole[level] = !self->kept[level] ? Py_NewRef(self->whole[level + 1])
                             : size             ? PyNumber_Multiply(self->whole[level + 1], size)
                                                : NULL;
        Py_XDECREF(size);
    }
    return self->whole[1] != NULL;
}

static PyObject *ways_of(Forks *self, int32_t fork);

/* In how many ways an edge can hold, counted from a level on. */
static PyObject *ways_from(Forks *self, Edge edge, int32_t level)
{
    if (edge == FALSE_LIT)
        return PyLong_FromLong(0);
    if (edge == TRUE_LIT)
        return Py_NewRef(self->whole[level]);
    int32_t below = level_of(self, edge);
    PyObject *ways = ways_of(self, node_of(edge));
    PyObject *sided = !ways ? NULL : edge > 0 ? Py_NewRef(ways) : PyNumber_Subtract(self->whole[below], ways);
    PyObject *times = sided ? PyNumber_FloorDivide(self->whole[level], self->whole[below]) : NULL;
    PyObject *out = times ? PyNumber_Multiply(sided, times) : NULL;
    Py_XDECREF(ways);
    Py_XDECREF(sided);
    Py_XDECREF(times);
    return out;
}

/* In how many ways a diagram can hold, counted from its own level on. */
static PyObject *ways_of(Forks *self, int32_t fork)
{
    if (self->ways[fork] && self->ways_for[fork] == self->asked)
        return Py_NewRef(self->ways[fork]);
    int32_t level = self->forks[fork].level;
    PyObject *sum = PyLong_FromLong(0);
    for (int32_t i = 0; sum && i < self->size[level]; i++) {
        PyObject *one = ways_from(self, self->pool.at[self->forks[fork].start + (size_t)i], level + 1);
        PyObject *more = one ? PyNumber_Add(sum, one) : NULL;
        Py_XDECREF(one);
        Py_SETREF(sum, more);
    }
    Py_XSETREF(self->ways[fork], Py_XNewRef(sum));
    self->ways_for[fork] = self->asked;
    return sum;
}

/* ---- what Python asks ------------------------------------------------------------------------------------------ */

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
    return told(self, diagram(self, lit));
}

static PyObject *both_method(Forks *self, PyObject *const *args, Py_ssize_t len)
{
    Edge one = many(len, 2) ? edge_of(self, args[0]) : 0, two = one ? edge_of(self, args[1]) : 0;
    afresh(self);
    return two ? told(self, both(self, one, two)) : NULL;
}

/* That it holds for some values of all choices but these. */
static PyObject *free_method(Forks *self, PyObject *const *args, Py_ssize_t len)
{
    Edge edge = many(len, 2) ? edge_of(self, args[0]) : 0;
    if (!edge || !asked(self, args[1]))
        return NULL;
    afresh(self);
    return told(self, freed(self, edge));
}

/* In how many ways some choices can be made so that it holds; it must turn on no others. */
static PyObject *ways_method(Forks *self, PyObject *const *args, Py_ssize_t len)
{
    Edge edge = many(len, 2) ? edge_of(self, args[0]) : 0;
    size_t ways = self->ways_cap, ways_for = self->ways_cap;
    if (!edge || !asked(self, args[1]) || !whole_counted(self) ||
        !grown((void **)&self->ways, &ways, self->forks_len, sizeof *self->ways) ||
        !grown((void **)&self->ways_for, &ways_for, self->forks_len, sizeof *self->ways_for))
        return NULL;
    self->ways_cap = ways;
    return ways_from(self, edge, 1);
}

/* That a choice has a value. */
static PyObject *value_method(Forks *self, PyObject *const *args, Py_ssize_t len)
{
    PyObject *found = many(len, 2) ? PyDict_GetItemWithError(self->choices, args[0]) : NULL;
    long value = found ? PyLong_AsLong(args[1]) : 0;
    if (!found || PyErr_Occurred())
        return PyErr_Occurred() ? NULL : (PyErr_SetObject(PyExc_KeyError, args[0]), NULL);
    int32_t level = (int32_t)PyLong_AsLong(found);
    Edge branches[WIDEST];
    afresh(self);
    self->spent = !self->size[level];
    for (int32_t i = 0; i < self->size[level]; i++)
        branches[i] = i == value ? TRUE_LIT : FALSE_LIT;
    return told(self, self->spent ? 0 : self->size[level] == 1 ? branches[0] : forked(self, level, branches));
}

/* A diagram taken apart: a choice, and what is left for each of its values; None for what always or never holds. */
static PyObject *fork_method(Forks *self, PyObject *object)
{
    Edge edge = edge_of(self, object);
    if (!edge)
        return NULL;
    if (node_of(edge) == TRUE_LIT)
        Py_RETURN_NONE;
    int32_t level = level_of(self, edge);
    PyObject *list = PyList_New(self->size[level]);
    for (int32_t i = 0; list && i < self->size[level]; i++) {
        PyObject *one = PyLong_FromLong(branch(self, edge, level, i));
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
        int32_t level = level_of(self, edge), value = 0;
        while (branch(self, edge, level, value) == FALSE_LIT)
            value++;
        PyObject *number = PyLong_FromLong(value);
        if (!number || PyDict_SetItem(out, self->name[level], number))
            Py_CLEAR(out);
        Py_XDECREF(number);
        edge = branch(self, edge, level, value);
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
    self->size[level] = values > 0 && values <= WIDEST ? (int32_t)values : 0;
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
    self->joined = PyMem_Calloc(CACHE, sizeof *self->joined);
    self->freed = PyMem_Calloc(CACHE, sizeof *self->freed);
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
                      self->table, self->joined, self->freed, self->ways,  self->ways_for, self->made};
    for (size_t i = 0; i < sizeof memory / sizeof *memory; i++)
        PyMem_Free(memory[i]);
    Py_CLEAR(self->names);
    Py_CLEAR(self->choices);
    Py_CLEAR(self->core);
    Py_TYPE(self)->tp_free(self);
}

#define FAST(name, function) {name, (PyCFunction)(void (*)(void))function, METH_FASTCALL, NULL}

static PyMethodDef methods[] = {
    {"condition", (PyCFunction)condition_method, METH_O, NULL},
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
