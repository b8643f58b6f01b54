/* Clauses and what follows from them: two watched literals, and activities, as in MiniSat (Eén and Sörensson 2003). */

#include "solver.h"

enum { FIRM = 2 };

/* ---- the heap of variables, the most active first -------------------------------------------------------------- */

static bool before(const Solver *self, int32_t one, int32_t two)
{
    return self->activity[one] > self->activity[two] || (self->activity[one] == self->activity[two] && one < two);
}

static void set_slot(Solver *self, int32_t variable, int32_t at)
{
    self->heap.at[at] = variable;
    self->slot[variable] = at + 1;
}

static void raised(Solver *self, int32_t at)
{
    int32_t variable = self->heap.at[at];
    for (; at && before(self, variable, self->heap.at[(at - 1) / 2]); at = (at - 1) / 2)
        set_slot(self, self->heap.at[(at - 1) / 2], at);
    set_slot(self, variable, at);
}

static void sunk(Solver *self, int32_t at)
{
    int32_t variable = self->heap.at[at], len = (int32_t)self->heap.len;
    for (int32_t next; (next = 2 * at + 1) < len; at = next) {
        if (next + 1 < len && before(self, self->heap.at[next + 1], self->heap.at[next]))
            next++;
        if (!before(self, self->heap.at[next], variable))
            break;
        set_slot(self, self->heap.at[next], at);
    }
    set_slot(self, variable, at);
}

static void solver_heap(Solver *self, int32_t variable)
{
    if (self->slot[variable])
        return;
    solver_push(self, &self->heap, variable);
    if (!self->broke)
        raised(self, (int32_t)self->heap.len - 1);
}

int32_t solver_most_active(Solver *self)
{
    while (self->heap.len) {
        int32_t first = self->heap.at[0], last = self->heap.at[--self->heap.len];
        self->slot[first] = 0;
        if (self->heap.len) {
            set_slot(self, last, 0);
            sunk(self, 0);
        }
        if (!val(self, 2 * first))
            return 2 * first + (self->phase[first] <= 0);
    }
    while (self->rest <= self->variables && (val(self, 2 * self->rest) || self->activity[self->rest] > 0))
        self->rest++;
    return self->rest <= self->variables ? 2 * self->rest + (self->phase[self->rest] <= 0) : 0;
}

void solver_released(Solver *self, int32_t variable)
{
    if (self->activity[variable] > 0)
        solver_heap(self, variable);
    else if (variable < self->rest)
        self->rest = variable;
}

void solver_bump(Solver *self, int32_t variable)
{
    if ((self->activity[variable] += self->step) > 1e100) {
        for (int32_t v = 1; v <= self->variables; v++)
            self->activity[v] *= 1e-100;
        self->step *= 1e-100;
    }
    if (self->slot[variable])
        raised(self, self->slot[variable] - 1);
}

/* ---- what follows ---------------------------------------------------------------------------------------------- */

/* Room for one more in an array that may have none left. */
static bool roomy(Solver *self, void **at, int32_t len, int32_t *cap, size_t width)
{
    if (len < *cap)
        return true;
    int32_t more = *cap ? 2 * *cap : 4;
    void *new = PyMem_Realloc(*at, (size_t)more * width);
    if (!new) {
        PyErr_NoMemory();
        self->broke = true;
        return false;
    }
    *at = new;
    *cap = more;
    return true;
}

static void watched(Solver *self, int32_t literal, Watch watch)
{
    Row *row = &self->rows[literal];
    if (roomy(self, (void **)&row->long_, row->longs, &row->long_cap, sizeof watch))
        row->long_[row->longs++] = watch;
}

static void paired(Solver *self, int32_t literal, int32_t other)
{
    Row *row = &self->rows[literal];
    if (roomy(self, (void **)&row->two, row->twos, &row->two_cap, sizeof other))
        row->two[row->twos++] = other;
}

/* What a literal that fails leaves of the clauses of two in which it stands: 0, or -1 where one fails. A literal that
   holds already is written once more as it is: which it will be cannot be foreseen, so that a branch would cost more. */
static int32_t failing_two(Solver *self, int32_t gone)
{
    const Row *row = &self->rows[gone];
    int8_t *value = self->value;
    int32_t *trail = self->trail.at, now = level_now(self);
    Why *why = self->why;
    size_t len = self->trail.len;
    for (const int32_t *at = row->two, *end = at + row->twos; at < end; at++) {
        int32_t other = *at;
        int8_t found = value[other];
        if (found < 0) {
            self->clash[0] = other;
            self->clash[1] = gone;
            self->trail.len = len;
            return -1;
        }
        Why *of = &why[other >> 1];
        of->level = found ? of->level : now;
        of->reason = found ? of->reason : -gone;
        value[other] = 1;
        value[other ^ 1] = -1;
        trail[len] = other; /* there is room for all variables, and one */
        len += !found;
    }
    self->trail.len = len;
    return 0;
}

/* The same of longer clauses in which it is watched: 0, or the clause that fails. */
static int32_t failing(Solver *self, int32_t gone)
{
    Row *row = &self->rows[gone];
    Watch *from = row->long_, *to = from, *end = from + row->longs;
    const int8_t *value = self->value;
    int32_t clash = 0, *arena = self->arena.at;
    while (from < end && !clash) {
        Watch one = *from++;
        *to = one;
        if (value[one.other] > 0) {
            to++;
            continue;
        }
        int32_t *clause = arena + one.ref, len = clause[-2], k = 2;
        int32_t first = clause[0] ^ clause[1] ^ gone; /* the other of the two that are watched */
        int8_t found = value[first];
        if (found <= 0)
            while (k < len && value[clause[k]] < 0)
                k++;
        if (found <= 0 && k < len) {
            int32_t new = clause[k];
            clause[0] = first;
            clause[1] = new;
            clause[k] = gone;
            watched(self, new, (Watch){one.ref, first});
            continue;
        }
        (to++)->other = first;
        if (found < 0)
            clash = one.ref;
        else if (!found)
            solver_assign(self, first, one.ref);
    }
    while (from < end)
        *to++ = *from++;
    row->longs = (int32_t)(to - row->long_);
    return clash;
}

int32_t solver_propagate(Solver *self)
{
    while (self->head < self->trail.len) {
        int32_t gone = self->trail.at[self->head++] ^ 1, clash = failing_two(self, gone);
        if (clash || (clash = failing(self, gone)))
            return clash;
    }
    return 0;
}

void solver_cancel(Solver *self, int32_t level)
{
    if (level_now(self) <= level)
        return;
    self->undone++;
    size_t keep = (size_t)self->levels.at[level];
    while (self->trail.len > keep) {
        int32_t literal = self->trail.at[--self->trail.len], variable = literal >> 1;
        self->value[literal] = self->value[literal ^ 1] = 0;
        self->phase[variable] = literal & 1 ? -1 : 1;
        if (self->roams)
            solver_released(self, variable);
    }
    self->head = keep;
    self->levels.len = self->from.len = (size_t)level;
}

/* ---- clauses --------------------------------------------------------------------------------------------------- */

static int32_t put(Solver *self, const int32_t *literals, size_t len, int32_t good)
{
    solver_push(self, &self->arena, (int32_t)len);
    solver_push(self, &self->arena, good);
    int32_t ref = (int32_t)self->arena.len;
    for (size_t i = 0; i < len; i++)
        solver_push(self, &self->arena, literals[i]);
    return ref;
}

static void attached(Solver *self, int32_t ref)
{
    int32_t *clause = self->arena.at + ref;
    watched(self, clause[0], (Watch){ref, clause[1]});
    watched(self, clause[1], (Watch){ref, clause[0]});
}

int32_t solver_keep(Solver *self, const int32_t *literals, size_t len, int32_t good)
{
    if (len == 2) {
        paired(self, literals[0], literals[1]);
        paired(self, literals[1], literals[0]);
        return 0;
    }
    if (self->arena.len > INT32_MAX - len - 2) {
        PyErr_NoMemory();
        self->broke = true;
    }
    int32_t ref = self->broke ? 0 : put(self, literals, len, good);
    if (good && !self->broke)
        solver_push(self, &self->learnt, ref);
    if (!self->broke)
        attached(self, ref);
    return ref;
}

/* The literals that are open at the root, each once; false where the clause holds already. */
static bool left_open(Solver *self, const int32_t *literals, size_t len)
{
    Ints *out = &self->added;
    bool open = true;
    out->len = 0;
    for (size_t i = 0; i < len && open && !self->broke; i++) {
        int32_t literal = (int32_t)place(literals[i]);
        uint8_t side = literal & 1 ? 2 : 1, *seen = &self->seen[literal >> 1];
        open = val(self, literal) <= 0 && !(*seen & (3 - side));
        if (open && !*seen && !val(self, literal)) {
            *seen = side;
            solver_push(self, out, literal);
        }
    }
    for (size_t i = 0; i < out->len; i++)
        self->seen[out->at[i] >> 1] = 0;
    return open;
}

bool solver_add(Solver *self, const int32_t *literals, size_t len)
{
    if (self->failed || !left_open(self, literals, len))
        return !self->broke;
    const Ints *open = &self->added;
    if (open->len > 1)
        solver_keep(self, open->at, open->len, 0);
    else if (open->len == 1)
        solver_assign(self, open->at[0], 0);
    else
        self->failed = true;
    return !self->broke;
}

/* By how good a learnt clause is: the number of levels that its literals were decided at, and how long it is. */
static int worse_first(const void *one, const void *two)
{
    const int32_t *a = one, *b = two;
    return a[0] != b[0] ? (a[0] < b[0]) - (a[0] > b[0]) : (a[1] > b[1]) - (a[1] < b[1]);
}

/* Forget the worse half of what was learnt; only at the root, where nothing has a reason that is looked at. */
void solver_forget(Solver *self)
{
    size_t len = self->learnt.len;
    int32_t(*rows)[2] = PyMem_Malloc(len * sizeof *rows);
    if (!rows)
        return; /* what is learnt may stay as well */
    for (size_t i = 0; i < len; i++) {
        rows[i][0] = self->arena.at[self->learnt.at[i] - 1];
        rows[i][1] = self->learnt.at[i];
    }
    qsort(rows, len, sizeof *rows, worse_first);
    for (size_t i = 0; i < len / 2; i++)
        if (rows[i][0] > FIRM)
            self->arena.at[rows[i][1] - 1] = -1;
    PyMem_Free(rows);
    for (size_t i = 2; i < 2 * ((size_t)self->variables + 1); i++)
        self->rows[i].longs = 0;
    Ints *arena = &self->arena;
    size_t to = 1;
    self->learnt.len = 0;
    for (size_t at = 1; at < arena->len;) {
        size_t size = (size_t)arena->at[at] + 2;
        if (arena->at[at + 1] >= 0) {
            memmove(arena->at + to, arena->at + at, size * sizeof *arena->at);
            if (arena->at[to + 1])
                self->learnt.at[self->learnt.len++] = (int32_t)to + 2;
            to += size;
        }
        at += size;
    }
    arena->len = to;
    for (size_t at = 1; at < to; at += (size_t)arena->at[at] + 2) {
        int32_t *clause = arena->at + at + 2, len_ = clause[-2];
        for (int32_t k = 0, w = 0; k < len_ && w < 2; k++) /* two that do not fail are watched, where there are two */
            if (val(self, clause[k]) >= 0) {
                int32_t one = clause[w];
                clause[w++] = clause[k];
                clause[k] = one;
            }
        attached(self, (int32_t)at + 2);
    }
    self->head = 0; /* what is settled at the root is told to all anew */
    for (size_t i = 0; i < self->trail.len; i++)
        self->why[self->trail.at[i] >> 1].reason = 0;
}

int32_t solver_new(Solver *self)
{
    size_t room = self->cap ? 2 * self->cap : 64;
    if ((size_t)self->variables + 1 == self->cap || !self->cap) {
        void **by_literal[] = {(void **)&self->value, (void **)&self->rows};
        size_t widths[] = {sizeof *self->value, sizeof *self->rows};
        for (int i = 0; i < 2; i++) {
            size_t cap = 2 * self->cap;
            if (!grown(by_literal[i], &cap, 2 * room, widths[i]))
                return 0;
        }
        void **arrays[] = {(void **)&self->why,  (void **)&self->seen,  (void **)&self->phase,
                           (void **)&self->slot, (void **)&self->group, (void **)&self->activity};
        size_t sizes[] = {sizeof *self->why,  sizeof *self->seen,  sizeof *self->phase,
                          sizeof *self->slot, sizeof *self->group, sizeof *self->activity};
        for (int i = 0; i < 6; i++) {
            size_t cap = self->cap;
            if (!grown(arrays[i], &cap, room, sizes[i]))
                return 0;
        }
        if (!grown((void **)&self->trail.at, &self->trail.cap, room, sizeof *self->trail.at))
            return 0;
        self->cap = room;
    }
    return ++self->variables;
}
