/* Which of the phrases that were found stand. */

#include "speedups.h"

/* A phrase over the words `first` to `last` (exclusive); `object` is its tuple. */
typedef struct { Py_ssize_t first, last; int weak; PyObject *object; } Place;

static int read_places(PyObject *list, Place *places)
{
    for (Py_ssize_t number = 0; number < PyList_GET_SIZE(list); number++) {
        PyObject *object = PyList_GET_ITEM(list, number);
        if (!PyTuple_Check(object) || PyTuple_GET_SIZE(object) != 3) {
            PyErr_SetString(PyExc_TypeError, "a place is where it begins, where it ends and whether it is weak");
            return -1;
        }
        places[number] = (Place){PyLong_AsSsize_t(PyTuple_GET_ITEM(object, 0)), PyLong_AsSsize_t(PyTuple_GET_ITEM(object, 1)),
                                 PyTuple_GET_ITEM(object, 2) == Py_True, object};
    }
    return PyErr_Occurred() ? -1 : 0;
}

static int in_reading_order(const void *one, const void *other)
{
    const Place *a = one, *b = other;
    if (a->first != b->first)
        return a->first < b->first ? -1 : 1;
    if (a->last != b->last)
        return a->last < b->last ? -1 : 1;
    return a->weak - b->weak;
}

static int longest_first(const void *one, const void *other)
{
    const Place *a = one, *b = other;
    Py_ssize_t longer = (b->last - b->first) - (a->last - a->first);
    if (longer)
        return longer < 0 ? -1 : 1;
    if (a->weak != b->weak)
        return a->weak - b->weak;
    return a->first < b->first ? -1 : a->first > b->first;
}

static int meet(const Place *one, const Place *other) { return one->first < other->last && other->first < one->last; }

/* Leaves of places that overlap the longest, and of the others those that it leaves free, and so on; returns how many. */
static Py_ssize_t keep_longest(Place *places, Py_ssize_t count)
{
    Py_ssize_t kept = 0;
    qsort(places, (size_t)count, sizeof *places, longest_first);
    for (Py_ssize_t number = 0; number < count; number++) {
        Py_ssize_t other = 0;
        while (other < kept && !meet(&places[number], &places[other]))
            other++;
        if (other == kept)
            places[kept++] = places[number];
    }
    qsort(places, (size_t)kept, sizeof *places, in_reading_order);
    return kept;
}

const char speedups_standing_doc[] = PyDoc_STR(
"standing(places, traps, /)\n--\n\nThe places that stand, in reading order: see `lexicon.plain_standing`.");

PyObject *speedups_standing(PyObject *module, PyObject *const *given, Py_ssize_t asked)
{
    if (!takes("standing", given, asked, "ll"))
        return NULL;
    PyObject *list = given[0], *trap_list = given[1], *result = NULL;
    Py_ssize_t count = PyList_GET_SIZE(list), traps = PyList_GET_SIZE(trap_list), left = 0, kept = 0;
    Place *places = PyMem_Calloc((size_t)(count + traps) + 1, sizeof *places), *trap = places + count;
    if (!places)
        return PyErr_NoMemory();
    if (read_places(list, places) < 0 || read_places(trap_list, trap) < 0)
        goto done;
    qsort(places, (size_t)count, sizeof *places, in_reading_order);
    qsort(trap, (size_t)traps, sizeof *trap, in_reading_order);
    for (Py_ssize_t number = 0, from = 0; number < count; number++) {
        /* Both are in order by where they begin: a trap that ends before this place is of no use to a later one. A long trap may reach over
           those that follow it, so the search goes on from the first that is not over. */
        while (from < traps && trap[from].last <= places[number].first)
            from++;
        Py_ssize_t at = from;
        while (at < traps && trap[at].first < places[number].last && !meet(&trap[at], &places[number]))
            at++;
        if (at == traps || trap[at].first >= places[number].last)
            places[left++] = places[number];
    }
    for (Py_ssize_t number = 0; number < left;) {
        Py_ssize_t end = places[number].last, next = number + 1;
        while (next < left && places[next].first < end) {
            if (places[next].last > end)
                end = places[next].last;
            next++;
        }
        Py_ssize_t together = next - number, stay = together > 1 ? keep_longest(places + number, together) : 1;
        memmove(places + kept, places + number, (size_t)stay * sizeof *places);
        kept += stay;
        number = next;
    }
    result = PyList_New(kept);
    if (result)
        for (Py_ssize_t number = 0; number < kept; number++)
            PyList_SET_ITEM(result, number, Py_NewRef(places[number].object));
done:
    PyMem_Free(places);
    return result;
}
