/* Diagrams joined, freed of choices, and made of conditions. */

#include "forks.h"

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
Edge forks_forked(Forks *self, int32_t level, Edge *branches)
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
    if (self->forks_len >= FORKS_NODES) {
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
    return &cache[mixed((uint64_t)(uint32_t)one << 32 | (uint32_t)two, 1) & (FORKS_CACHE - 1)];
}

/* Both hold; 0 where it was not worked out. */
Edge forks_both(Forks *self, Edge one, Edge two)
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
    if (++self->steps > FORKS_STEPS) {
        self->spent = true;
        return 0;
    }
    int32_t level = forks_level(self, one), other = forks_level(self, two);
    if (other < level)
        level = other;
    Edge branches[FORKS_WIDEST];
    for (int32_t i = 0; i < self->size[level]; i++)
        if (!(branches[i] = forks_both(self, forks_branch(self, one, level, i), forks_branch(self, two, level, i))))
            return 0;
    Edge made = forks_forked(self, level, branches);
    if (made)
        *known = (Joined){one, two, made};
    return made;
}

static Edge either(Forks *self, Edge one, Edge two) { return -forks_both(self, -one, -two); }

/* That it holds for some values of the choices that are not asked for. */
Edge forks_freed(Forks *self, Edge edge)
{
    if (node_of(edge) == TRUE_LIT)
        return edge;
    Joined *known = cached(self->freed, edge, self->asked);
    if (known->one == edge && known->two == self->asked)
        return known->made;
    int32_t level = forks_level(self, edge);
    Edge branches[FORKS_WIDEST], made = FALSE_LIT;
    for (int32_t i = 0; i < self->size[level]; i++) {
        if (!(branches[i] = forks_freed(self, forks_branch(self, edge, level, i))))
            return 0;
        if (!self->kept[level] && !(made = either(self, made, branches[i])))
            return 0;
        if (!self->kept[level] && made == TRUE_LIT)
            break;
    }
    if (self->kept[level])
        made = forks_forked(self, level, branches);
    if (made)
        *known = (Joined){edge, self->asked, made};
    return made;
}

/* ---- conditions of the graph ----------------------------------------------------------------------------------- */

/* At least so many hold: row by row, with how many do so far. */
static Edge at_least(Forks *self, const Node *node, const Edge *made)
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
        Edge edge = part < 0 ? -made[-part] : made[part];
        for (int64_t k = need; k > 0; k--) {
            Edge more = forks_both(self, rows[k - 1], edge);
            if (!more || !(rows[k] = either(self, rows[k], more)))
                goto end;
        }
    }
    found = rows[need];
end:
    PyMem_Free(rows);
    return found;
}

Edge forks_node(Forks *self, int32_t number, const Edge *made)
{
    const Node *node = &self->core->nodes[number];
    if (node->kind == LEAST)
        return at_least(self, node, made);
    if (node->kind == IS) {
        int32_t level = (size_t)node->one < self->words ? self->level[node->one] : 0;
        if (!level) {
            self->spent = true;
            return 0;
        }
        Edge branches[FORKS_WIDEST];
        for (int32_t i = 0; i < self->size[level]; i++)
            branches[i] = i == node->number ? TRUE_LIT : FALSE_LIT;
        return forks_forked(self, level, branches);
    }
    if (node->kind != ALL) { /* times are compared: it does not turn on choices alone */
        self->spent = node->kind == ATOM;
        return node->kind == ATOM ? 0 : TRUE_LIT;
    }
    Edge all = TRUE_LIT;
    for (int32_t i = 0; i < node->len && all && all != FALSE_LIT; i++) {
        Lit part = self->core->pool.at[node->start + (size_t)i];
        all = forks_both(self, all, part < 0 ? -made[-part] : made[part]);
    }
    return all;
}

/* The diagram of a condition; 0 where it was not worked out. */
Edge forks_diagram(Forks *self, PyObject *object)
{
    Core *core = self->core;
    Lit lit = core_lit(core, object);
    Ints nodes = {0};
    bool well = lit && grown((void **)&self->made, &self->made_cap, (size_t)core->len, sizeof *self->made) &&
                core_missing(core, node_of(lit), self->made, &nodes);
    for (size_t i = 0; well && i < nodes.len; i++)
        well = (self->made[nodes.at[i]] = forks_node(self, nodes.at[i], self->made)) != 0;
    PyMem_Free(nodes.at);
    return !well ? 0 : lit < 0 ? -self->made[-lit] : self->made[lit];
}
