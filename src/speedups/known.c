/* What is known of words, kept at hand. */

#include "phrases.h"

static int read_known(PyObject *known, Known *word)
{
    PyObject *packed = PyTuple_Check(known) && PyTuple_GET_SIZE(known) == 4 ? PyTuple_GET_ITEM(known, 3) : NULL;
    if (packed && PyBytes_Check(packed) && PyBytes_GET_SIZE(packed) >= 8) {
        const uint32_t *numbers = (const uint32_t *)(void *)PyBytes_AS_STRING(packed);
        uint64_t count = (uint64_t)numbers[0] + numbers[1];
        if (PyBytes_GET_SIZE(packed) == 4 * (Py_ssize_t)(2 + count)) {
            *word = (Known){0, count > FEW ? numbers + 2 : NULL, numbers[0], numbers[1], {0}};
            if (count <= FEW)
                memcpy(word->few, numbers + 2, (size_t)count * sizeof *numbers);
            for (uint32_t number = 0; number < word->stands; number++)
                word->mask |= (uint64_t)1 << (numbers[2 + number] & 63);
            return 0;
        }
    }
    PyErr_SetString(PyExc_TypeError, "what is known of a word is as `Automaton.words` has it");
    return -1;
}

/* Words of which something is known, in front of the dictionaries that know it: what is needed of most words lies in one place. */
typedef struct { PyObject *dictionary, *word, *item; Known known; } Looked;
enum { ROOM = 1 << 11 };
static Looked looked[ROOM];

PyObject *look_up(PyObject *dictionary, PyObject *word, Known *known)
{
    Looked *place = &looked[((uintptr_t)word >> 4 ^ (uintptr_t)word >> 15 ^ (uintptr_t)dictionary >> 4) & (ROOM - 1)];
    if (place->word == word && place->dictionary == dictionary) {
        *known = place->known;
        return place->item;
    }
    PyObject *item = PyDict_GetItemWithError(dictionary, word);
    item = item ? Py_NewRef(item) : PyErr_Occurred() ? NULL : PyObject_GetItem(dictionary, word);
    if (!item || read_known(item, known) < 0) {
        Py_XDECREF(item);
        return NULL;
    }
    Looked old = *place;
    *place = (Looked){Py_NewRef(dictionary), Py_NewRef(word), item, *known};
    Py_XDECREF(old.dictionary);
    Py_XDECREF(old.word);
    Py_XDECREF(old.item);
    return item;
}
