/* The nodes of a case graph, each once, and operations on them; nothing here calls into Python. */

#include "core.h"

enum { FLAT = 4 }; /* as in core.py: parts of a joint condition that is spelled out inside another */

/* ---- memory ---------------------------------------------------------------------------------------------------- */

bool ints_push(Ints *ints, int32_t value)
{
    if (ints->len == ints->cap) {
        size_t cap = ints->cap ? 2 * ints->cap : 64;
        int32_t *at = PyMem_Realloc(ints->at, cap * sizeof *at);
        if (!at) {
            PyErr_NoMemory();
            return false;
        }
        ints->at = at;
        ints->cap = cap;
    }
    ints->at[ints->len++] = value;
    return true;
}

bool grown(void **array, size_t *cap, size_t len, size_t width)
{
    if (len <= *cap)
        return true;
    size_t next = *cap ? *cap : 64;
    while (next < len) /* what is large grows by less, since all that is new is looked at */
        next += next < 4096 ? next : next / 4;
    if (!*cap && next < 2 * len) /* what is new and large is zero already, and costs nothing until it is looked at */
        next = len + len / 4;
    char *at = *cap ? PyMem_Realloc(*array, next * width) : PyMem_Calloc(next, width);
    if (!at) {
        PyErr_NoMemory();
        return false;
    }
    if (*cap)
        memset(at + *cap * width, 0, (next - *cap) * width);
    *array = at;
    *cap = next;
    return true;
}

static bool more_nodes(Core *core)
{
    if (core->len < core->cap && core->pool.len <= UINT32_MAX - INT32_MAX)
        return true;
    if (core->cap > INT32_MAX / 4 || core->pool.len > UINT32_MAX - INT32_MAX) {
        PyErr_SetString(PyExc_MemoryError, "more nodes of a case graph than can be numbered");
        return false;
    }
    size_t nodes = (size_t)core->cap, keys = nodes, marks = 2 * nodes;
    if (!grown((void **)&core->nodes, &nodes, nodes + 1, sizeof *core->nodes) ||
        !grown((void **)&core->keys, &keys, nodes, sizeof *core->keys) ||
        !grown((void **)&core->mark, &marks, 2 * nodes, sizeof *core->mark))
        return false;
    core->cap = (int32_t)nodes;
    return true;
}

int32_t core_fresh(Core *core)
{
    if (core->now == INT32_MAX) {
        memset(core->mark, 0, 2 * (size_t)core->cap * sizeof *core->mark);
        memset(core->told, 0, core->told_cap * sizeof *core->told);
        core->now = 0;
    }
    return ++core->now;
}

/* ---- nodes, each once ------------------------------------------------------------------------------------------ */

static uint64_t mixed(uint64_t hash, uint64_t value)
{
    hash ^= value + 0x9e3779b97f4a7c15u + (hash << 6) + (hash >> 2);
    hash *= 0xff51afd7ed558ccdu;
    return hash ^ (hash >> 32);
}

uint32_t core_hash(const Node *node, const Lit *parts)
{
    uint64_t hash = mixed(node->kind, (uint64_t)node->number);
    hash = mixed(hash, ((uint64_t)(uint32_t)node->one << 32) | (uint32_t)node->two);
    for (int32_t i = 0; i < node->len; i++)
        hash = mixed(hash, (uint32_t)parts[i]);
    return (uint32_t)hash;
}

static bool alike(const Core *core, const Node *one, const Node *two, const Lit *parts)
{
    return one->kind == two->kind && one->number == two->number && one->one == two->one && one->two == two->two &&
           one->len == two->len &&
           (!one->len || !memcmp(core->pool.at + one->start, parts, (size_t)one->len * sizeof *parts));
}

static bool more_slots(Core *core)
{
    if ((size_t)core->len * 2 < core->slots)
        return true;
    size_t slots = core->slots ? 2 * core->slots : 256;
    Slot *table = PyMem_Calloc(slots, sizeof *table);
    if (!table) {
        PyErr_NoMemory();
        return false;
    }
    for (size_t i = 0; i < core->slots; i++) {
        size_t at = core->table[i].hash & (slots - 1);
        if (!core->table[i].node)
            continue;
        while (table[at].node)
            at = (at + 1) & (slots - 1);
        table[at] = core->table[i];
    }
    PyMem_Free(core->table);
    core->table = table;
    core->slots = slots;
    return true;
}

Slot *core_find(const Core *core, const Node *node, const Lit *parts, uint32_t hash)
{
    size_t at = hash & (core->slots - 1);
    for (const Slot *slot; (slot = &core->table[at])->node; at = (at + 1) & (core->slots - 1))
        if (slot->hash == hash && alike(core, &core->nodes[slot->node], node, parts))
            break;
    return &core->table[at];
}

int32_t core_made(Core *core, Node node, const Lit *parts)
{
    if (!more_slots(core) || !more_nodes(core))
        return 0;
    uint32_t hash = core_hash(&node, parts);
    Slot *slot = core_find(core, &node, parts, hash);
    if (slot->node)
        return slot->node;
    node.start = (uint32_t)core->pool.len;
    for (int32_t i = 0; i < node.len; i++)
        if (!ints_push(&core->pool, parts[i]))
            return 0;
    core->nodes[core->len] = node;
    *slot = (Slot){core->len, hash};
    return core->len++;
}

/* ---- operations ------------------------------------------------------------------------------------------------ */

static int by_number(const void *one, const void *two)
{
    int32_t a = *(const int32_t *)one, b = *(const int32_t *)two;
    return (a > b) - (a < b);
}

void ints_sort(int32_t *at, size_t len)
{
    if (len > 24) {
        qsort(at, len, sizeof *at, by_number);
        return;
    }
    for (size_t i = 1; i < len; i++) {
        int32_t one = at[i];
        size_t j = i;
        for (; j && at[j - 1] > one; j--)
            at[j] = at[j - 1];
        at[j] = one;
    }
}

/* The parts, each once, with small joint conditions spelled out; 0 if they exclude each other, -1 for an error. */
static int gathered(Core *core, const Lit *lits, size_t len)
{
    Ints *out = &core->scratch;
    int32_t now = core_fresh(core);
    out->len = 0;
    for (size_t i = 0; i < len; i++) {
        const Node *node = &core->nodes[node_of(lits[i])];
        bool flat = lits[i] > 0 && node->kind == ALL && node->len <= FLAT;
        const Lit *parts = flat ? core->pool.at + node->start : &lits[i];
        for (int32_t j = 0; j < (flat ? node->len : 1); j++) {
            Lit lit = parts[j];
            if (lit == TRUE_LIT || core->mark[place(lit)] == now)
                continue;
            if (core->mark[place(-lit)] == now)
                return 0;
            core->mark[place(lit)] = now;
            if (!ints_push(out, lit))
                return -1;
        }
    }
    return 1;
}

/* Whether a part follows from the others: another value of its choice is taken, or one of its alternatives holds. */
static bool follows(const Core *core, Lit lit)
{
    const Node *node = &core->nodes[node_of(lit)];
    if (lit > 0)
        return false;
    if (node->kind == IS)
        return node->several && core->told[node->one] == core->now && core->value[node->one] != node->number;
    if (node->kind == ALL)
        for (int32_t i = 0; i < node->len; i++)
            if (core->mark[place(-core->pool.at[node->start + i])] == core->now)
                return true;
    return false;
}

/* What is left of a part once the others hold: itself, the negation of the one of its parts that does not follow, or
   never (FALSE_LIT). */
static Lit left_of(const Core *core, Lit lit)
{
    const Node *node = &core->nodes[node_of(lit)];
    Lit left = 0;
    if (lit > 0 || node->kind != ALL)
        return lit;
    for (int32_t i = 0; i < node->len; i++) {
        Lit part = core->pool.at[node->start + (size_t)i];
        if (core->mark[place(part)] == core->now)
            continue;
        if (left)
            return lit;
        left = -part;
    }
    return left ? left : FALSE_LIT;
}

/* Parts that lie where parts are gathered, joined once more. */
static Lit again(Core *core, const Lit *parts, size_t len)
{
    Lit few[64], *copy = len <= 64 ? few : PyMem_Malloc(len * sizeof *copy);
    if (!copy) {
        PyErr_NoMemory();
        return 0;
    }
    memcpy(copy, parts, len * sizeof *copy);
    Lit found = core_all(core, copy, len);
    if (copy != few)
        PyMem_Free(copy);
    return found;
}

Lit core_all(Core *core, const Lit *lits, size_t len)
{
    for (size_t i = 0; i < len; i++)
        if (lits[i] == FALSE_LIT)
            return FALSE_LIT;
    int able = gathered(core, lits, len);
    if (able <= 0)
        return able ? 0 : FALSE_LIT;
    Ints *parts = &core->scratch;
    if (parts->len < 2)
        return parts->len ? parts->at[0] : TRUE_LIT;
    for (size_t i = 0; i < parts->len; i++) {
        const Node *node = &core->nodes[node_of(parts->at[i])];
        if (parts->at[i] < 0 || node->kind != IS || !node->several)
            continue;
        if (core->told[node->one] == core->now && core->value[node->one] != node->number)
            return FALSE_LIT;
        core->told[node->one] = core->now;
        core->value[node->one] = node->number;
    }
    size_t kept = 0;
    for (size_t i = 0; i < parts->len; i++)
        if (!follows(core, parts->at[i]))
            parts->at[kept++] = parts->at[i];
    bool turned = false;
    for (size_t i = 0; i < kept; i++) {
        Lit left = left_of(core, parts->at[i]);
        turned = turned || left != parts->at[i];
        parts->at[i] = left;
    }
    if (turned)
        return again(core, parts->at, kept);
    if (kept == 1)
        return parts->at[0];
    ints_sort(parts->at, kept);
    return core_made(core, (Node){.kind = ALL, .len = (int32_t)kept}, parts->at);
}

Lit core_any(Core *core, const Lit *lits, size_t len)
{
    Lit few[16] = {0}, *other = len <= 16 ? few : PyMem_Malloc(len * sizeof *other);
    if (!other) {
        PyErr_NoMemory();
        return 0;
    }
    for (size_t i = 0; i < len; i++)
        other[i] = -lits[i];
    Lit found = -core_all(core, other, len);
    if (other != few)
        PyMem_Free(other);
    return found;
}

Lit core_least(Core *core, int64_t need, const Lit *lits, size_t len)
{
    Ints parts = {0};
    Lit found = 0;
    for (size_t i = 0; i < len; i++)
        if (lits[i] == TRUE_LIT)
            need--;
        else if (lits[i] != FALSE_LIT && !ints_push(&parts, lits[i]))
            goto end;
    ints_sort(parts.at, parts.len);
    if (need <= 0)
        found = TRUE_LIT;
    else if (need > (int64_t)parts.len)
        found = FALSE_LIT;
    else if (need == 1)
        found = core_any(core, parts.at, parts.len);
    else if (need == (int64_t)parts.len)
        found = core_all(core, parts.at, parts.len);
    else
        found = core_made(core, (Node){.kind = LEAST, .len = (int32_t)parts.len, .number = need}, parts.at);
end:
    PyMem_Free(parts.at);
    return found;
}
