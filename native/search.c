/* Search by decisions and learnt clauses (Marques-Silva and Sakallah 1996; two watched literals, activities and restarts
   as in MiniSat, Eén and Sörensson 2003). Decisions in a given order find the first of all cases in that order: a
   literal goes against it only where that follows from those before it (Di Rosa, Giunchiglia and Maratea 2010). */

#include "solver.h"

enum { RESTART = 100, KEPT = 4000 };

typedef struct {
    int32_t few[2];
    const int32_t *at;
    int32_t len;
} Lits;

/* The literals of a clause all of which fail, or all but the one that it settled. */
static Lits lits_of(const Solver *self, int32_t ref, int32_t settled)
{
    Lits out = {.len = 2};
    if (ref > 0)
        return (Lits){.at = self->arena.at + ref, .len = self->arena.at[ref - 2]};
    if (settled) {
        out.few[0] = settled;
        out.few[1] = -ref;
    } else
        memcpy(out.few, self->clash, sizeof out.few);
    return out;
}

static const int32_t *start_of(const Lits *lits) { return lits->at ? lits->at : lits->few; }

/* Whether a literal follows from the others that were learnt. */
static bool spare(const Solver *self, int32_t literal)
{
    int32_t reason = self->why[literal >> 1].reason;
    if (!reason)
        return false;
    Lits lits = lits_of(self, reason, literal ^ 1);
    for (int32_t i = 0; i < lits.len; i++) {
        int32_t variable = (start_of(&lits)[i] >> 1);
        if (variable != (literal >> 1) && !self->seen[variable] && self->why[variable].level)
            return false;
    }
    return true;
}

/* The clause that follows from a clash, into `scratch`: first what it settles, then a literal of the level to go back
   to, which is given. */
static int32_t taught(Solver *self, int32_t clash)
{
    Ints *out = &self->scratch;
    int32_t open = 0, literal = 0, now = level_now(self);
    size_t at = self->trail.len;
    out->len = 0;
    solver_push(self, out, 0);
    do {
        Lits lits = lits_of(self, clash, literal);
        for (int32_t i = 0; i < lits.len; i++) {
            int32_t one = start_of(&lits)[i], variable = (one >> 1);
            if (one == literal || self->seen[variable] || !self->why[variable].level)
                continue;
            solver_bump(self, variable);
            self->seen[variable] = 1;
            if (self->why[variable].level == now)
                open++;
            else
                solver_push(self, out, one);
        }
        while (!self->seen[self->trail.at[--at] >> 1])
            ;
        literal = self->trail.at[at];
        clash = self->why[literal >> 1].reason;
        self->seen[literal >> 1] = 0;
    } while (--open > 0 && !self->broke);
    if (self->broke)
        return 0;
    out->at[0] = literal ^ 1;
    Ints *all = &self->added; /* what is to be taken for unseen again */
    all->len = 0;
    for (size_t i = 1; i < out->len; i++)
        solver_push(self, all, out->at[i]);
    size_t left = 1;
    int32_t back = 0;
    for (size_t i = 1; i < out->len; i++)
        if (!spare(self, out->at[i]))
            out->at[left++] = out->at[i];
    out->len = left;
    for (size_t i = 0; i < all->len; i++)
        self->seen[all->at[i] >> 1] = 0;
    for (size_t i = 1; i < left; i++)
        if (self->why[out->at[i] >> 1].level > back) {
            int32_t one = out->at[i];
            back = self->why[one >> 1].level;
            out->at[i] = out->at[1];
            out->at[1] = one;
        }
    return back;
}

/* On how many levels its literals were decided: few bind tightly (Audemard and Simon 2009). */
static int32_t spread(const Solver *self, const Ints *clause)
{
    int32_t count = 1;
    for (size_t i = 1; i < clause->len; i++) {
        bool new = true;
        for (size_t j = 0; new && j < i; j++)
            new = self->why[clause->at[j] >> 1].level != self->why[clause->at[i] >> 1].level;
        count += new;
        if (count > 30)
            break;
    }
    return count;
}

static void learnt(Solver *self, int32_t clash)
{
    int32_t back = taught(self, clash);
    if (self->broke)
        return;
    Ints *clause = &self->scratch;
    int32_t good = spread(self, clause);
    solver_cancel(self, back);
    int32_t first = clause->at[0], reason = 0;
    if (clause->len > 1) {
        int32_t ref = solver_keep(self, clause->at, clause->len, good);
        reason = clause->len == 2 ? -clause->at[1] : ref;
    }
    if (!self->broke)
        solver_assign(self, first, reason);
    self->step /= 0.95;
}

/* The assumptions because of which one of them fails, into `core`. */
static void blamed(Solver *self, int32_t failed)
{
    solver_push(self, &self->core, failed);
    if (!self->why[failed >> 1].level)
        return;
    self->seen[failed >> 1] = 1;
    for (size_t at = self->trail.len; at > (size_t)self->levels.at[0] && !self->broke;) {
        int32_t literal = self->trail.at[--at], variable = (literal >> 1);
        if (!self->seen[variable])
            continue;
        self->seen[variable] = 0;
        if (!self->why[variable].reason) {
            solver_push(self, &self->core, literal);
            continue;
        }
        Lits lits = lits_of(self, self->why[variable].reason, literal);
        for (int32_t i = 0; i < lits.len; i++) {
            int32_t other = (start_of(&lits)[i] >> 1);
            if (other != variable && self->why[other].level)
                self->seen[other] = 1;
        }
    }
}

/* ---- search ---------------------------------------------------------------------------------------------------- */

/* The next of a sequence of 1, 1, 2, 1, 1, 2, 4, … (Luby, Sinclair and Zuckerman 1993). */
static int64_t luby(int64_t at)
{
    int64_t size = 1, power = 0;
    while (size < at + 1) {
        size = 2 * size + 1;
        power++;
    }
    while (size - 1 != at) {
        size = (size - 1) / 2;
        power--;
        at %= size;
    }
    return (int64_t)1 << power;
}

/* The next literal to take for granted: an assumption, then in order or as seems best; 0 where nothing is open. An
   assumption that fails is told in `failed`. With an aim, what that lacks is decided as long as nothing clashes, which
   mostly leads there straight away; after that, what clashed last shows better where the trouble lies. */
static int32_t decision(Solver *self, const Ints *assumptions, const Ints *order, int32_t *failed)
{
    while (self->levels.len < assumptions->len) {
        int32_t next = assumptions->at[self->levels.len];
        int8_t found = val(self, next);
        self->at = 0;
        if (!found)
            return next;
        if (found < 0) {
            *failed = next;
            return 0;
        }
        solver_push(self, &self->levels, (int32_t)self->trail.len); /* a level of its own, though it holds already */
        solver_push(self, &self->from, 0);
        if (self->broke)
            return 0;
    }
    if (!order) {
        int32_t next = self->aim ? self->aim(self->aims) : 0;
        return self->aim && (!next || !self->clashed) ? next : solver_most_active(self);
    }
    size_t at = self->from.len ? (size_t)self->from.at[self->from.len - 1] : 0;
    while (at < order->len && val(self, order->at[at]))
        at++;
    self->at = (int32_t)at;
    return at < order->len ? order->at[at] : 0;
}

static void decided(Solver *self, int32_t literal)
{
    solver_push(self, &self->levels, (int32_t)self->trail.len);
    solver_push(self, &self->from, self->at);
    if (!self->broke)
        solver_assign(self, literal, 0);
}

static void told(Solver *self)
{
    self->model.len = 0;
    if (self->aim)
        return; /* most is left open; what was needed is known already */
    for (int32_t v = 1; v <= self->variables; v++)
        solver_push(self, &self->model, val(self, 2 * v) > 0 ? v : -v);
}

static Answer searched(Solver *self, const Ints *assumptions, const Ints *order, int64_t conflicts)
{
    int64_t until = self->conflicts + conflicts, restarts = 0, pause = self->conflicts + RESTART;
    while (!self->broke) {
        int32_t clash = solver_propagate(self);
        if (clash && !level_now(self)) {
            self->failed = true;
            return NO;
        }
        if (clash) {
            self->conflicts++;
            self->clashed = true;
            learnt(self, clash);
            continue;
        }
        if (self->conflicts >= until)
            return GIVEN_UP;
        if (!order && self->conflicts >= pause) {
            solver_cancel(self, 0);
            pause = self->conflicts + RESTART * luby(++restarts);
            if (self->learnt.len > KEPT + self->arena.len / 1000)
                solver_forget(self);
            continue;
        }
        int32_t failed = 0, next = decision(self, assumptions, order, &failed);
        if (failed)
            blamed(self, failed);
        else if (next)
            decided(self, next);
        else if (!self->broke)
            told(self);
        if (failed || !next)
            return failed ? NO : YES;
    }
    return GIVEN_UP;
}

Answer solver_solve(Solver *self, const Ints *assumptions, const Ints *order, int64_t conflicts)
{
    self->core.len = 0;
    if (self->failed)
        return NO;
    for (int32_t v = 1; !order && !self->roams && v <= self->variables; v++)
        if (!val(self, 2 * v))
            solver_released(self, v);
    self->roams = !order;
    self->at = 0;
    self->clashed = false;
    Answer found = searched(self, assumptions, order, conflicts);
    solver_cancel(self, 0);
    return found;
}
