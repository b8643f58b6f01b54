/* In how many ways a diagram can hold. */

#include "forks.h"

/* From now on these choices are asked for. */
bool forks_asked(Forks *self, PyObject *names)
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
    int32_t below = forks_level(self, edge);
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

PyObject *forks_ways(Forks *self, Edge edge)
{
    size_t ways = self->ways_cap, ways_for = self->ways_cap;
    if (!whole_counted(self) || !grown((void **)&self->ways, &ways, self->forks_len, sizeof *self->ways) ||
        !grown((void **)&self->ways_for, &ways_for, self->forks_len, sizeof *self->ways_for))
        return NULL;
    self->ways_cap = ways;
    return ways_from(self, edge, 1);
}
