/* In how many ways some choices can be made so that a condition can hold, whatever the other choices: by decision diagrams
   with a branch for each value of a choice (Kam, Villa, Brayton and Sangiovanni-Vincentelli 1998) and negated edges. */

#include "core.h"

enum { WIDEST = 256, CACHE = 1 << 14, MOST_NODES = 1 << 21, MOST_STEPS = 50000000 };

typedef int32_t Edge; /* a diagram; TRUE_LIT and FALSE_LIT as in the graph, a minus sign negates */

typedef struct {
    int32_t level;
    size_t start; /* where its branches begin in the pool */
} Fork;

typedef struct {
    Edge one, two, made;
} Joined;

typedef struct {
    PyObject_HEAD
    Core *core;
    int32_t *level;   /* by word of the graph: the place of a choice in the order, from 1 on */
    size_t words;
    int32_t *size;    /* by level */
    bool *kept;       /* by level: whether its values are counted */
    int32_t levels;
    PyObject **whole; /* by level: in how many ways the counted choices from there on can be made */
    Fork *forks;
    size_t forks_len, forks_cap;
    Ints pool;
    int32_t *table;
    size_t slots;
    Joined *joined;   /* what joining two came to, as far as there is room */
    Joined *freed;    /* what a diagram comes to without the choices that are not counted */
    PyObject **ways;  /* by fork */
    size_t ways_cap;
    Edge *made;       /* by node of the graph */
    size_t made_cap;
    int64_t steps;
    bool spent;       /* more nodes or steps than it may take */
} Counter;

static int32_t level_of(const Counter *self, Edge edge)
{
    int32_t fork = node_of(edge);
    return fork == TRUE_LIT ? self->levels + 1 : self->forks[fork].level;
}

static Edge branch(const Counter *self, Edge edge, int32_t level, int32_t value)
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

static bool more_slots(Counter *self)
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
static Edge forked(Counter *self, int32_t level, Edge *branches)
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
static Edge both(Counter *self, Edge one, Edge two)
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

static Edge either(Counter *self, Edge one, Edge two) { return -both(self, -one, -two); }

/* That it holds for some values of the choices that are not counted. */
static Edge freed(Counter *self, Edge edge)
{
    if (node_of(edge) == TRUE_LIT)
        return edge;
    Joined *known = cached(self->freed, edge, 0);
    if (known->one == edge)
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
        *known = (Joined){edge, 0, made};
    return made;
}

/* ---- conditions of the graph ----------------------------------------------------------------------------------- */

/* At least so many hold: row by row, with how many do so far. */
static Edge at_least(Counter *self, const Node *node)
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

static Edge worked_out(Counter *self, int32_t number)
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

/* The diagram of a condition; 0 where it was not worked out. */
static Edge diagram(Counter *self, PyObject *object)
{
    Core *core = self->core;
    Lit lit = core_lit(core, object);
    Ints nodes = {0};
    PyObject *roots = lit ? PyTuple_Pack(1, object) : NULL;
    bool well = roots && grown((void **)&self->made, &self->made_cap, (size_t)core->len, sizeof *self->made) &&
                core_cone(core, roots, &nodes);
    self->steps = 0;
    self->spent = false;
    for (size_t i = 0; well && i < nodes.len; i++)
        if (!self->made[nodes.at[i]])
            well = (self->made[nodes.at[i]] = worked_out(self, nodes.at[i])) != 0;
    PyMem_Free(nodes.at);
    Py_XDECREF(roots);
    return !well ? 0 : lit < 0 ? -self->made[-lit] : self->made[lit];
}

/* ---- counting -------------------------------------------------------------------------------------------------- */

static PyObject *ways_of(Counter *self, int32_t fork);

/* In how many ways an edge can hold, counted from a level on. */
static PyObject *ways_from(Counter *self, Edge edge, int32_t level)
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
static PyObject *ways_of(Counter *self, int32_t fork)
{
    if (self->ways[fork])
        return Py_NewRef(self->ways[fork]);
    int32_t level = self->forks[fork].level;
    PyObject *sum = PyLong_FromLong(0);
    for (int32_t i = 0; sum && i < self->size[level]; i++) {
        PyObject *one = ways_from(self, self->pool.at[self->forks[fork].start + (size_t)i], level + 1);
        PyObject *more = one ? PyNumber_Add(sum, one) : NULL;
        Py_XDECREF(one);
        Py_SETREF(sum, more);
    }
    self->ways[fork] = Py_XNewRef(sum);
    return sum;
}

/* In how many ways the counted choices can be made so that a condition can hold; None where that would take too long, or
   where times are compared. */
static PyObject *count_method(Counter *self, PyObject *object)
{
    Edge edge = diagram(self, object), left = edge ? freed(self, edge) : 0;
    if (!left && self->spent && !PyErr_Occurred())
        Py_RETURN_NONE;
    if (!left || !grown((void **)&self->ways, &self->ways_cap, self->forks_len + 1, sizeof *self->ways))
        return NULL;
    return ways_from(self, left, 1);
}

/* ---- the type -------------------------------------------------------------------------------------------------- */

static bool level_read(Counter *self, PyObject *name, PyObject *size, PyObject *kept)
{
    int32_t level = ++self->levels;
    long values = PyLong_AsLong(size);
    int counts = PySequence_Contains(kept, name);
    PyObject *word = PyDict_GetItemWithError(self->core->numbers, name);
    if (PyErr_Occurred())
        return false;
    self->size[level] = values > 0 && values <= WIDEST ? (int32_t)values : 0;
    self->kept[level] = counts;
    if (!word || !self->size[level]) /* no condition speaks of it, or it is too wide to be looked at */
        return true;
    size_t at = (size_t)PyLong_AsLong(word);
    if (!grown((void **)&self->level, &self->words, at + 1, sizeof *self->level))
        return false;
    self->level[at] = level;
    return true;
}

/* By level, from the last on, in how many ways the counted choices can be made. */
static bool whole_counted(Counter *self, PyObject *sizes)
{
    PyObject *values = PyDict_Values(sizes);
    bool well = values && (self->whole[self->levels + 1] = PyLong_FromLong(1));
    for (int32_t level = self->levels; well && level > 0; level--) {
        PyObject *below = self->whole[level + 1];
        self->whole[level] = self->kept[level] ? PyNumber_Multiply(below, PyList_GET_ITEM(values, level - 1)) : Py_NewRef(below);
        well = self->whole[level] != NULL;
    }
    Py_XDECREF(values);
    return well;
}

static PyObject *counter_new(PyTypeObject *type, PyObject *args, PyObject *named)
{
    (void)named;
    PyObject *core, *sizes, *kept;
    if (!PyArg_ParseTuple(args, "O!O!O", &CoreType, &core, &PyDict_Type, &sizes, &kept))
        return NULL;
    Counter *self = (Counter *)type->tp_alloc(type, 0);
    if (!self)
        return NULL;
    size_t room = (size_t)PyDict_Size(sizes) + 2;
    self->core = (Core *)Py_NewRef(core);
    self->size = PyMem_Calloc(room, sizeof *self->size);
    self->kept = PyMem_Calloc(room, sizeof *self->kept);
    self->whole = PyMem_Calloc(room, sizeof *self->whole);
    self->joined = PyMem_Calloc(CACHE, sizeof *self->joined);
    self->freed = PyMem_Calloc(CACHE, sizeof *self->freed);
    bool well = self->size && self->kept && self->whole && self->joined && self->freed;
    if (!well)
        PyErr_NoMemory();
    well = well && grown((void **)&self->forks, &self->forks_cap, 2, sizeof *self->forks);
    self->forks_len = 2;
    PyObject *name, *size;
    for (Py_ssize_t at = 0; well && PyDict_Next(sizes, &at, &name, &size);)
        well = level_read(self, name, size, kept);
    if (!well || !whole_counted(self, sizes))
        Py_CLEAR(self);
    return (PyObject *)self;
}

static void counter_dealloc(Counter *self)
{
    for (size_t i = 0; self->ways && i < self->ways_cap; i++)
        Py_XDECREF(self->ways[i]);
    for (int32_t level = 1; self->whole && level <= self->levels + 1; level++)
        Py_XDECREF(self->whole[level]);
    void *memory[] = {self->level, self->size,  self->kept,   self->whole, self->forks, self->pool.at,
                      self->table, self->joined, self->freed, self->ways,  self->made};
    for (size_t i = 0; i < sizeof memory / sizeof *memory; i++)
        PyMem_Free(memory[i]);
    Py_CLEAR(self->core);
    Py_TYPE(self)->tp_free(self);
}

static PyMethodDef methods[] = {{"count", (PyCFunction)count_method, METH_O, NULL}, {NULL, NULL, 0, NULL}};

PyTypeObject CounterType = {
    PyVarObject_HEAD_INIT(NULL, 0).tp_name = "foedus.cases._native.Counter",
    .tp_basicsize = sizeof(Counter),
    .tp_flags = Py_TPFLAGS_DEFAULT,
    .tp_new = counter_new,
    .tp_dealloc = (destructor)counter_dealloc,
    .tp_methods = methods,
};
