/* The graph as clauses of a solver: see src/foedus/cases/backends/encode.py. */

#ifndef FOEDUS_CLAUSES_H
#define FOEDUS_CLAUSES_H

#include "solver.h"

typedef struct {
    PyObject_HEAD
    Core *core;
    PyObject *solver; /* `variables` counts its variables */
    Solver *direct;   /* the same, if it is one in C */
    PyObject *clause; /* takes a list of literals */
    PyObject *leaf;    /* told a node that is no joint condition; gives its literal, or … */
    PyObject *choices; /* … that is a choice, which is found here once it is known */
    int32_t *variable;
    int64_t *weight; /* about how many comparisons a node rests on */
    size_t cap;
    int32_t *met; /* by choice: when it was last met */
    size_t met_cap;
    PyObject *counted; /* "variables" */
    Ints roots;        /* nodes that are to hold, or not to, in a search … */
    Ints todo;         /* … those on the way down from them that are still to be looked at … */
    Ints leaves;       /* … and choices and comparisons by which they do, with a minus sign where these do not hold */
    int64_t undone;    /* what the solver had taken back when the way down began */
    bool whole;        /* it was begun when nothing more was decided */
    int64_t *far;      /* by word: how far a time is brought down by comparisons */
    size_t far_cap;
} Clauses;

/* Room for what is known by node; the clauses of a node, and of those it rests on, told to the solver. */
bool clauses_room(Clauses *self);
bool clauses_encoded(Clauses *self, int32_t root);

/* A comparison as it has to be for the rest to hold, and a choice: that it has a value, or another; onto a list. */
bool clauses_atom(Clauses *self, int32_t number, int holds, PyObject *out);
bool clauses_value(Clauses *self, int32_t number, int holds, PyObject *out);

/* Methods: whether conditions can hold; whether the comparisons by which they do fit; these, and values of choices. */
PyObject *clauses_holds(Clauses *self, PyObject *args);
PyObject *clauses_fit(Clauses *self, PyObject *unused);
PyObject *clauses_comparisons(Clauses *self, PyObject *unused);
PyObject *clauses_values(Clauses *self, PyObject *unused);

/* The literal of the solver for one of the graph. */
static inline int32_t clauses_of(const Clauses *self, Lit lit)
{
    int32_t found = self->variable[node_of(lit)];
    return lit < 0 ? -found : found;
}

#endif
