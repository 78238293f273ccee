/* What functions are given, and the numbers that they give. */

#include "speedups.h"

static int is_of(PyObject *given, char kind)
{
    switch (kind) {
    case 'd': return PyDict_Check(given);
    case 'f': return PyFrozenSet_Check(given);
    case 'l': return PyList_Check(given);
    case 'n': return PyLong_Check(given);
    case 's': return PyUnicode_Check(given);
    case 't': return PyTuple_Check(given);
    default: return 1;
    }
}

int takes(const char *name, PyObject *const *given, Py_ssize_t count, const char *kinds)
{
    if (count != (Py_ssize_t)strlen(kinds)) {
        PyErr_Format(PyExc_TypeError, "%s takes %zd arguments and was given %zd", name, (Py_ssize_t)strlen(kinds), count);
        return 0;
    }
    for (Py_ssize_t number = 0; number < count; number++)
        if (!is_of(given[number], kinds[number])) {
            PyErr_Format(PyExc_TypeError, "argument %zd of %s is a %s", number + 1, name, Py_TYPE(given[number])->tp_name);
            return 0;
        }
    return 1;
}

/* A lesson of 16,000 letters is a long one. */
enum { KEPT = 1 << 14 };

PyObject *number_of(Py_ssize_t value)
{
    static PyObject *kept[KEPT];
    if (value < 0 || value >= KEPT)
        return PyLong_FromSsize_t(value);
    if (!kept[value])
        kept[value] = PyLong_FromSsize_t(value);
    Py_XINCREF(kept[value]);
    return kept[value];
}
