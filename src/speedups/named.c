/* Values of named tuples, made without a frame of Python, and their fields, read as quickly as those of `__slots__`. */

#include "speedups.h"

#include <stddef.h>
#include <structmember.h>

static PyObject *names_of_fields, *name_of_defaults, *name_of_new; /* "_fields", "_field_defaults", "__new__" */

int ready_named(void)
{
    names_of_fields = PyUnicode_InternFromString("_fields");
    name_of_defaults = PyUnicode_InternFromString("_field_defaults");
    name_of_new = PyUnicode_InternFromString("__new__");
    return names_of_fields && name_of_defaults && name_of_new ? 0 : -1;
}

/* Gives each field its value: the first `count` in order, others by name, and what the class has for the rest. Borrowed references. 0 where
   that cannot be done, which `__new__` will say. */
static int fill(PyTypeObject *type, PyObject *fields, PyObject *const *values, Py_ssize_t count, PyObject *names, PyObject **filled)
{
    Py_ssize_t size = PyTuple_GET_SIZE(fields), given = names ? PyTuple_GET_SIZE(names) : 0;
    if (count > size)
        return 0;
    for (Py_ssize_t number = 0; number < size; number++)
        filled[number] = number < count ? values[number] : NULL;
    for (Py_ssize_t number = 0; number < given; number++) {
        Py_ssize_t field = count;
        /* Names in a program are interned, and so are those of fields. */
        while (field < size && PyTuple_GET_ITEM(fields, field) != PyTuple_GET_ITEM(names, number))
            field++;
        if (field == size || filled[field])
            return 0;
        filled[field] = values[count + number];
    }
    if (count + given == size)
        return 1;
    PyObject *defaults = _PyType_Lookup(type, name_of_defaults); /* borrowed */
    if (!defaults || !PyDict_CheckExact(defaults))
        return 0;
    for (Py_ssize_t number = count; number < size; number++)
        if (!filled[number] && !(filled[number] = PyDict_GetItemWithError(defaults, PyTuple_GET_ITEM(fields, number))))
            return 0;
    return 1;
}

enum { MOST_FIELDS = 24 };

PyObject *make_named(PyObject *type, PyObject *const *values, size_t flags, PyObject *names)
{
    PyTypeObject *made = (PyTypeObject *)type;
    PyObject *fields = _PyType_Lookup(made, names_of_fields); /* borrowed */
    PyObject *filled[MOST_FIELDS], *tuple = NULL;
    Py_ssize_t count = PyVectorcall_NARGS(flags);
    if (fields && PyTuple_CheckExact(fields) && PyTuple_GET_SIZE(fields) <= MOST_FIELDS && fill(made, fields, values, count, names, filled)) {
        tuple = made->tp_alloc(made, PyTuple_GET_SIZE(fields));
        if (tuple)
            for (Py_ssize_t number = 0; number < PyTuple_GET_SIZE(fields); number++)
                PyTuple_SET_ITEM(tuple, number, Py_NewRef(filled[number]));
        return tuple;
    }
    PyObject *plain = PyErr_Occurred() ? NULL : PyObject_GetAttr(type, name_of_new);
    if (!plain)
        return NULL;
    Py_ssize_t all = count + (names ? PyTuple_GET_SIZE(names) : 0);
    PyObject **given = PyMem_Malloc((size_t)(all + 1) * sizeof *given);
    if (given) {
        given[0] = type;
        if (all)
            memcpy(given + 1, values, (size_t)all * sizeof *given);
        tuple = PyObject_Vectorcall(plain, given, (size_t)count + 1, names);
        PyMem_Free(given);
    }
    else
        PyErr_NoMemory();
    Py_DECREF(plain);
    return tuple;
}

/* Gives a class a member for each of its fields, at its place in the tuple. Python has a quick way for members and none for what `collections`
   reads fields by. A member does not look how long the tuple is: none is shorter, for `__new__` makes all of them. -1 with an error. */
static int give_members(PyTypeObject *type, PyObject *fields)
{
    const Py_ssize_t size = PyTuple_GET_SIZE(fields);
    PyMemberDef *members = PyMem_Calloc((size_t)size + 1, sizeof *members); /* never freed: classes are for good */
    if (!members) {
        PyErr_NoMemory();
        return -1;
    }
    for (Py_ssize_t number = 0; number < size; number++) {
        PyObject *name = PyTuple_GET_ITEM(fields, number);
        const Py_ssize_t place = (Py_ssize_t)offsetof(PyTupleObject, ob_item) + number * (Py_ssize_t)sizeof(PyObject *);
        members[number] = (PyMemberDef){PyUnicode_AsUTF8(name), T_OBJECT_EX, place, READONLY, NULL};
        PyObject *member = members[number].name ? PyDescr_NewMember(type, &members[number]) : NULL;
        const int failed = !member || PyObject_SetAttr((PyObject *)type, name, member) < 0;
        Py_XDECREF(member);
        if (failed)
            return -1;
    }
    return 0;
}

const char speedups_quicken_doc[] = PyDoc_STR(
"quicken(named, /)\n--\n\nHave values of a class of named tuples made here, and their fields read as members.");

PyObject *speedups_quicken(PyObject *module, PyObject *type)
{
    if (!PyType_Check(type) || !PyType_IsSubtype((PyTypeObject *)type, &PyTuple_Type)) {
        PyErr_SetString(PyExc_TypeError, "a class of tuples is needed");
        return NULL;
    }
    PyObject *fields = _PyType_Lookup((PyTypeObject *)type, names_of_fields); /* borrowed */
    if (!fields || !PyTuple_CheckExact(fields) || give_members((PyTypeObject *)type, fields) < 0) {
        if (!PyErr_Occurred())
            PyErr_SetString(PyExc_TypeError, "a class of named tuples has its fields in `_fields`");
        return NULL;
    }
    ((PyTypeObject *)type)->tp_vectorcall = make_named;
    Py_RETURN_NONE;
}
