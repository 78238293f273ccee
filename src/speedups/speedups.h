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

/* Whether what a function was given is as `kinds` says, a letter for each: d a dictionary, f a frozen set, l a list, n a number, o anything,
   s a text, t a tuple. Sets an error and returns 0 where it is not. */
int takes(const char *name, PyObject *const *given, Py_ssize_t count, const char *kinds);

/* A number as Python has it: a new reference. Those of places in a lesson are made once. */
PyObject *number_of(Py_ssize_t value);

/* Calls a class of `Named`: quickly with values for all its fields, else as the `__new__` that the class has. */
PyObject *make_named(PyObject *type, PyObject *const *values, size_t flags, PyObject *names);

PyObject *speedups_cut(PyObject *module, PyObject *const *given, Py_ssize_t count);
PyObject *speedups_find(PyObject *module, PyObject *const *given, Py_ssize_t count);
PyObject *speedups_standing(PyObject *module, PyObject *const *given, Py_ssize_t count);
PyObject *speedups_actors(PyObject *module, PyObject *const *given, Py_ssize_t count);
PyObject *speedups_see(PyObject *module, PyObject *const *given, Py_ssize_t count);
PyObject *speedups_common_words(PyObject *module, PyObject *const *given, Py_ssize_t count);
PyObject *speedups_blocks(PyObject *module, PyObject *const *given, Py_ssize_t count);
PyObject *speedups_mentions(PyObject *module, PyObject *const *given, Py_ssize_t count);
PyObject *speedups_has_digit(PyObject *module, PyObject *text);
PyObject *speedups_quicken(PyObject *module, PyObject *type);

extern const char speedups_cut_doc[];
extern const char speedups_find_doc[];
extern const char speedups_standing_doc[];
extern const char speedups_actors_doc[];
extern const char speedups_see_doc[];
extern const char speedups_common_words_doc[];
extern const char speedups_blocks_doc[];
extern const char speedups_mentions_doc[];
extern const char speedups_has_digit_doc[];
extern const char speedups_quicken_doc[];

/* Make what these parts keep for all calls; -1 with an error. */
int ready_actors(void);
int ready_named(void);
int ready_words(void);

#endif
