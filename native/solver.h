/* A solver of clauses that decides in an order it is given; see src/foedus/cases/backends/ordered.py. */

#ifndef FOEDUS_SOLVER_H
#define FOEDUS_SOLVER_H

#include "core.h"

/* Inside, a literal is twice its variable, and one more where it is negated. */

typedef struct {
    int32_t ref;   /* a clause of more than two literals */
    int32_t other; /* a literal that spares a look where it holds */
} Watch;

typedef struct {
    int32_t *two; /* by clauses of two: the other literal of each */
    Watch *long_; /* by longer clauses in which it is watched */
    int32_t twos, two_cap, longs, long_cap;
} Row;

typedef struct {
    int32_t level;
    int32_t reason; /* a long clause; minus the other literal of a clause of two; 0 if none */
} Why;

typedef enum { NO = 0, YES = 1, GIVEN_UP = 2 } Answer;

typedef struct {
    PyObject_HEAD
    int32_t variables;
    size_t cap;        /* how many variables there is room for */
    int8_t *value;     /* by literal: 1 it holds, -1 it does not, 0 open */
    Row *rows;         /* by literal: the clauses that it may settle once it fails */
    Why *why;          /* by variable … */
    uint8_t *seen;
    int8_t *phase;     /* the sign it last had */
    double *activity;
    int32_t *slot;     /* its place in the heap, from 1 on */
    int32_t *group;    /* which choice it is a value of, from 1 on */
    Ints groups;       /* the values of choices, one after the other, each choice ended by a 0 … */
    Ints begins;       /* … and where each begins */
    Ints arena;        /* long clauses: how many literals, how good it is if learnt (else 0), the literals */
    Ints learnt;       /* where the learnt ones are */
    Ints trail, levels, from, heap;
    Ints scratch, added, core, model;
    int32_t clash[2];
    size_t head;
    int32_t at; /* how far in the order the last decision was */
    double step;
    int64_t conflicts;
    int64_t undone; /* how often decisions were taken back */
    int32_t (*aim)(void *); /* where there is one: a literal to decide, 0 where no more is needed … */
    void *aims;             /* … and what it is told */
    bool clashed; /* in this search */
    bool failed; /* the clauses cannot hold */
    bool broke;  /* memory ran out */
    int32_t rest; /* those before it that never took part in a clash are settled */
    bool roams;  /* decides by activity, not in order; then all open variables are in the heap, or not before `rest` */
} Solver;

extern PyTypeObject SolverType;

/* A new variable, 0 with an exception; a clause of literals as others write them, with a minus sign for a negated one. */
int32_t solver_new(Solver *self);
bool solver_add(Solver *self, const int32_t *literals, size_t len);

/* Whether the clauses and the assumptions can hold, with decisions in an order as far as it goes; or, without one, as
   seems best. Given up after so many conflicts. */
Answer solver_solve(Solver *self, const Ints *assumptions, const Ints *order, int64_t conflicts);

static inline void solver_push(Solver *self, Ints *ints, int32_t value)
{
    if (!ints_push(ints, value))
        self->broke = true;
}

static inline int8_t val(const Solver *self, int32_t literal) { return self->value[literal]; }

static inline int32_t level_now(const Solver *self) { return (int32_t)self->levels.len; }

static inline void solver_assign(Solver *self, int32_t literal, int32_t reason)
{
    self->value[literal] = 1;
    self->value[literal ^ 1] = -1;
    self->why[literal >> 1] = (Why){level_now(self), reason};
    self->trail.at[self->trail.len++] = literal; /* there is room for all variables */
}

/* A clause kept, and where it is if it is a long one; 0 for one of two literals. What was learnt and is worth least, let go. */
int32_t solver_keep(Solver *self, const int32_t *literals, size_t len, int32_t good);
void solver_forget(Solver *self);

/* What follows from what is taken for granted: 0, or the clause that fails. Back to a level. */
int32_t solver_propagate(Solver *self);
void solver_cancel(Solver *self, int32_t level);

/* A variable made more active; one that is open again, to those to decide; the literal of the most active open one, or 0:
   those that never took part in a clash come last, by number, so that most need no heap. */
void solver_bump(Solver *self, int32_t variable);
void solver_released(Solver *self, int32_t variable);
int32_t solver_most_active(Solver *self);

/* The values of the choice that a variable belongs to, ended by a 0; NULL if none. */
static inline const int32_t *solver_group(const Solver *self, int32_t variable)
{
    return self->group[variable] ? self->groups.at + self->begins.at[self->group[variable] - 1] : NULL;
}

#endif
