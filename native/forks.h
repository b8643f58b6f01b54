/* Conditions on choices as decision diagrams with a branch for each value of a choice (Kam, Villa, Brayton and
   Sangiovanni-Vincentelli 1998) and negated edges: what holds for which values, and in how many ways. */

#ifndef FOEDUS_FORKS_H
#define FOEDUS_FORKS_H

#include "core.h"

enum { FORKS_WIDEST = 256, FORKS_CACHE = 1 << 14, FORKS_NODES = 1 << 21, FORKS_STEPS = 5000000 };

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
    int64_t *set;      /* by word: the value of a choice that is made, and one; 0 if it is open */
    size_t set_cap;
    Edge *settled;       /* by node of the graph: what it comes to with these … */
    int32_t *settled_at; /* … if it was worked out since they were made */
    size_t settled_cap, settled_at_cap;
    int32_t settling;
    int64_t steps;
    bool spent;        /* more nodes or steps than it may take */
} Forks;

static inline int32_t forks_level(const Forks *self, Edge edge)
{
    int32_t fork = node_of(edge);
    return fork == TRUE_LIT ? self->levels + 1 : self->forks[fork].level;
}

static inline Edge forks_branch(const Forks *self, Edge edge, int32_t level, int32_t value)
{
    if (forks_level(self, edge) != level)
        return edge;
    Edge next = self->pool.at[self->forks[node_of(edge)].start + (size_t)value];
    return edge < 0 ? -next : next;
}

/* The diagram with these branches; that both hold; that it holds for some values of the choices that are not asked for;
   the diagram of a condition. 0 where it was not worked out: with an exception, or where `spent` says so. */
Edge forks_forked(Forks *self, int32_t level, Edge *branches);
Edge forks_both(Forks *self, Edge one, Edge two);
Edge forks_freed(Forks *self, Edge edge);
Edge forks_diagram(Forks *self, PyObject *condition);

/* The diagram of a node whose parts have theirs, by node; NULL for one that has none. */
Edge forks_node(Forks *self, int32_t node, const Edge *made);

/* From now on these choices are made; what a condition comes to with them. */
bool forks_settle(Forks *self, PyObject *values);
Edge forks_settled(Forks *self, Lit lit);

/* From now on these choices are asked for; in how many ways they can be made so that a diagram holds. */
bool forks_asked(Forks *self, PyObject *names);
PyObject *forks_ways(Forks *self, Edge edge);

#endif
