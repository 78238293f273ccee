/* Values of named tuples, made without a frame of Python. */

#include "speedups.h"

static PyObject *names_of_fields, *name_of_new; /* "_fields", "__new__" */

int ready_named(void)
{
    names_of_fields = PyUnicode_InternFromString("_fields");
    name_of_new = PyUnicode_InternFromString("__new__");
    return names_of_fields && name_of_new ? 0 : -1;
}

/* Calls a class of `Named` with as many values as it has fields; anything else is left to the `__new__` that the class has. */
static PyObject *make(PyObject *type, PyObject *const *values, size_t flags, PyObject *names)
{
    PyTypeObject *made = (PyTypeObject *)type;
    PyObject *fields = _PyType_Lookup(made, names_of_fields); /* borrowed */
    Py_ssize_t count = PyVectorcall_NARGS(flags);
    if (names == NULL && fields != NULL && PyTuple_CheckExact(fields) && PyTuple_GET_SIZE(fields) == count) {
        PyObject *tuple = made->tp_alloc(made, count);
        if (tuple)
            for (Py_ssize_t number = 0; number < count; number++)
                PyTuple_SET_ITEM(tuple, number, Py_NewRef(values[number]));
        return tuple;
    }
    PyObject *plain = PyObject_GetAttr(type, name_of_new);
    if (!plain)
        return NULL;
    Py_ssize_t all = count + (names ? PyTuple_GET_SIZE(names) : 0);
    PyObject **given = PyMem_Malloc((size_t)(all + 1) * sizeof *given);
    PyObject *tuple = NULL;
    if (given) {
        given[0] = type;
        memcpy(given + 1, values, (size_t)all * sizeof *given);
        tuple = PyObject_Vectorcall(plain, given, (size_t)count + 1, names);
        PyMem_Free(given);
    }
    else
        PyErr_NoMemory();
    Py_DECREF(plain);
    return tuple;
}

const char speedups_quicken_doc[] = PyDoc_STR(
"quicken(named, /)\n--\n\nHave values of a class of named tuples made here.");

PyObject *speedups_quicken(PyObject *module, PyObject *type)
{
    if (!PyType_Check(type) || !PyType_IsSubtype((PyTypeObject *)type, &PyTuple_Type)) {
        PyErr_SetString(PyExc_TypeError, "a class of tuples is needed");
        return NULL;
    }
    ((PyTypeObject *)type)->tp_vectorcall = make;
    Py_RETURN_NONE;
}
