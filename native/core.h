/* The case graph in C: what src/foedus/cases/core.py does, node for node. */

#ifndef FOEDUS_CORE_H
#define FOEDUS_CORE_H

#define PY_SSIZE_T_CLEAN
#include <Python.h>
#include <stdbool.h>
#include <stdint.h>

typedef int32_t Lit; /* a node, or with a minus sign its negation */

enum { TRUE_LIT = 1, FALSE_LIT = -1 };

typedef enum { NONE, IS, ATOM, ALL, LEAST } Kind;

typedef struct {
    uint8_t kind;
    uint8_t several; /* of IS: the choice has more than two values */
    int32_t len;     /* of ALL and LEAST: how many parts */
    uint32_t start;  /* … and where they begin in the pool */
    int32_t one;     /* of IS: the choice; of ATOM: the first time; as numbers of words */
    int32_t two;     /* of ATOM: the second time */
    int64_t number;  /* of IS: the value; of ATOM: the constant; of LEAST: the need */
} Node;

typedef struct {
    int32_t node;  /* 0 if none */
    uint32_t hash; /* of what it is: so that a look at another node is rare */
} Slot;

typedef struct {
    int32_t *at;
    size_t len, cap;
} Ints;

typedef struct {
    PyObject_HEAD
    Node *nodes;
    int32_t len, cap;
    Ints pool;         /* the parts of all nodes */
    Slot *table;       /* node by content: open addressing */
    size_t slots;
    PyObject *numbers; /* word -> number */
    PyObject *words;
    PyObject **keys;   /* nodes as Python reads them, once asked for */
    int32_t *mark;     /* by literal: when it was last met */
    int32_t *told;     /* by word: when its choice was last met … */
    int64_t *value;    /* … and with which value */
    size_t told_cap;
    int32_t now;
    Ints scratch;
} Core;

extern PyTypeObject CoreType, RewriterType, EvaluatorType, ClausesType, ForksType;

static inline int32_t node_of(Lit lit) { return lit < 0 ? -lit : lit; }
static inline size_t place(Lit lit) { return ((size_t)node_of(lit) << 1) | (lit < 0); }

bool ints_push(Ints *ints, int32_t value);
void ints_sort(int32_t *at, size_t len);

/* A node with this content, made if there is none; 0 with an exception. */
int32_t core_made(Core *core, Node node, const Lit *parts);

/* Where a node with this content is in the table, or would be. */
uint32_t core_hash(const Node *node, const Lit *parts);
Slot *core_find(const Core *core, const Node *node, const Lit *parts, uint32_t hash);

/* Joint conditions and counts; 0 with an exception where memory ran out. No call into Python. */
Lit core_all(Core *core, const Lit *lits, size_t len);
Lit core_any(Core *core, const Lit *lits, size_t len);
Lit core_least(Core *core, int64_t need, const Lit *lits, size_t len);

/* A node as Python reads it: a borrowed reference, NULL with an exception. */
PyObject *core_key(Core *core, int32_t node);
PyObject *core_atom(PyObject *u, PyObject *v, int64_t c);

/* A literal from Python; 0 with an exception where it is none of this graph. */
Lit core_lit(Core *core, PyObject *object);

/* The number of a word, which is a new one if need be; -1 with an exception. */
int32_t core_word(Core *core, PyObject *text);

/* Whether `u - v <= c`, of two words; 0 with an exception. */
Lit core_within(Core *core, PyObject *u, PyObject *v, int64_t c);

/* A guarded term from Python taken apart: false with an exception. */
bool core_term(Core *core, PyObject *one, Lit *guard, PyObject **name, int64_t *plus);

/* Methods: on which nodes, and on which choices and comparisons, conditions rest; which of these rest on others. */
PyObject *core_cone_method(Core *core, PyObject *roots);
PyObject *core_leaves_method(Core *core, PyObject *roots);
PyObject *core_hanging_method(Core *core, PyObject *const *args, Py_ssize_t len);
PyObject *core_hangings_method(Core *core, PyObject *const *args, Py_ssize_t len);

/* Methods: whether one time is at most another, whether it has come by a term, which of several terms is foremost. */
PyObject *core_le(Core *core, PyObject *const *args, Py_ssize_t len);
PyObject *core_come(Core *core, PyObject *const *args, Py_ssize_t len);
PyObject *core_foremost(Core *core, PyObject *const *args, Py_ssize_t len);

/* The nodes on which one rests for which nothing is put down yet, in order. */
bool core_missing(Core *core, int32_t root, const int32_t *done, Ints *out);

/* The choices and comparisons on which some conditions from Python rest, in order. */
bool core_leaves(Core *core, PyObject *roots, Ints *out);

/* A method that takes its arguments as they come. */
#define FAST(name, function) {name, (PyCFunction)(void (*)(void))function, METH_FASTCALL, NULL}

/* Begin to mark literals afresh. */
int32_t core_fresh(Core *core);

/* An array by node, grown to the size of the graph; what is new is zero. */
bool grown(void **array, size_t *cap, size_t len, size_t width);

#endif
