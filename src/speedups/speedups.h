/* The inner loops of a check in C. Each function does what its twin in Python does, with the same objects; where this module was not built, the
   twins are used. `tests/test_speedups.py` holds each pair to the same answers. */

#ifndef UDL_LINT_SPEEDUPS_H
#define UDL_LINT_SPEEDUPS_H

#define PY_SSIZE_T_CLEAN
#include <Python.h>

/* What parts a word from the one before: see `words.Words`. */
enum { NO_GAP, SOFT, HARD };

/* Appends a new reference, which may be NULL with an error set, and gives it up; -1 with an error. */
static inline int append_new(PyObject *list, PyObject *item)
{
    int failed = item == NULL || PyList_Append(list, item) < 0;
    Py_XDECREF(item);
    return failed ? -1 : 0;
}

PyObject *speedups_cut(PyObject *module, PyObject *args);
PyObject *speedups_find(PyObject *module, PyObject *args);
PyObject *speedups_standing(PyObject *module, PyObject *args);
PyObject *speedups_actors(PyObject *module, PyObject *args);
PyObject *speedups_see(PyObject *module, PyObject *args);
PyObject *speedups_mentions(PyObject *module, PyObject *args);
PyObject *speedups_quicken(PyObject *module, PyObject *type);

extern const char speedups_cut_doc[];
extern const char speedups_find_doc[];
extern const char speedups_standing_doc[];
extern const char speedups_actors_doc[];
extern const char speedups_see_doc[];
extern const char speedups_mentions_doc[];
extern const char speedups_quicken_doc[];

/* Make what these parts keep for all calls; -1 with an error. */
int ready_actors(void);
int ready_named(void);

#endif
