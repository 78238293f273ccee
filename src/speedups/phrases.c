/* The phrases of an automaton, found in the words of a text. */

#include "phrases.h"

/* Where one is to go on: a node and the word it looks at. */
typedef struct { uint32_t node; Py_ssize_t at; } State;

/* States, as a stack. */
typedef struct { State *states; Py_ssize_t count, room; } Stack;

/* States that were met, found by their hash; those of an earlier round are not there any more. */
typedef struct { State *states; unsigned *rounds; size_t room, count; unsigned round; } Tried;

static int push(Stack *stack, uint32_t node, Py_ssize_t at)
{
    if (stack->count == stack->room) {
        Py_ssize_t room = stack->room ? 2 * stack->room : 64;
        State *states = PyMem_Realloc(stack->states, (size_t)room * sizeof *states);
        if (!states) {
            PyErr_NoMemory();
            return -1;
        }
        stack->states = states;
        stack->room = room;
    }
    stack->states[stack->count++] = (State){node, at};
    return 0;
}

static size_t place_of(const Tried *tried, State state)
{
    size_t place = ((size_t)state.node * 2654435761u + (size_t)state.at * 40503u) & (tried->room - 1);
    while (tried->rounds[place] == tried->round && (tried->states[place].node != state.node || tried->states[place].at != state.at))
        place = (place + 1) & (tried->room - 1);
    return place;
}

static int widen(Tried *tried)
{
    Tried wider = {NULL, NULL, tried->room ? 2 * tried->room : 64, tried->count, 1};
    wider.states = PyMem_Malloc(wider.room * sizeof *wider.states);
    wider.rounds = PyMem_Calloc(wider.room, sizeof *wider.rounds);
    if (!wider.states || !wider.rounds) {
        PyMem_Free(wider.states);
        PyMem_Free(wider.rounds);
        PyErr_NoMemory();
        return -1;
    }
    for (size_t place = 0; place < tried->room; place++)
        if (tried->rounds[place] == tried->round) {
            size_t new_place = place_of(&wider, tried->states[place]);
            wider.states[new_place] = tried->states[place];
            wider.rounds[new_place] = wider.round;
        }
    PyMem_Free(tried->states);
    PyMem_Free(tried->rounds);
    *tried = wider;
    return 0;
}

/* 1 where a state is new, 0 where it was met in this round, -1 without memory. */
static int is_new(Tried *tried, State state)
{
    if (2 * tried->count >= tried->room && widen(tried) < 0)
        return -1;
    size_t place = place_of(tried, state);
    if (tried->rounds[place] == tried->round)
        return 0;
    tried->states[place] = state;
    tried->rounds[place] = tried->round;
    tried->count++;
    return 1;
}

/* The nodes of an automaton: see `phrase_nodes`. */
typedef struct { const uint32_t *numbers; Py_ssize_t count; } Nodes;

/* The place of a node that is not there. */
#define NONE 0xFFFFFFFFu

typedef struct { const uint32_t *ends, *symbols, *targets; uint32_t gap, ended, led; uint64_t mask; } Node;

/* Reads the node at a place; -1 where there is none. */
static int read_node(const Nodes *nodes, uint32_t place, Node *node)
{
    if ((uint64_t)place + 5 <= (uint64_t)nodes->count) {
        const uint32_t *head = nodes->numbers + place;
        *node = (Node){head + 5, head + 5 + head[1], head + 5 + head[1] + head[2], head[0], head[1], head[2], head[3] | (uint64_t)head[4] << 32};
        if ((uint64_t)place + 5 + node->ended + 2 * (uint64_t)node->led <= (uint64_t)nodes->count)
            return 0;
    }
    PyErr_SetString(PyExc_ValueError, "the nodes of the lexicon are cut off");
    return -1;
}

/* Push where the symbols of a word lead. */
static int follow(Stack *stack, const Node *node, const Known *word, Py_ssize_t next)
{
    const uint32_t *symbols = symbols_of(word);
    for (uint32_t number = 0; number < word->stands; number++) {
        uint32_t symbol = symbols[number], low = 0, high = node->led;
        while (low < high) {
            uint32_t middle = low + (high - low) / 2;
            if (node->symbols[middle] < symbol)
                low = middle + 1;
            else
                high = middle;
        }
        if (low < node->led && node->symbols[low] == symbol && push(stack, node->targets[low], next) < 0)
            return -1;
    }
    return 0;
}

/* Note the phrases that end before `at`. `lists` are the places of each end, made when there is a first one. */
static int note(const Node *node, PyObject *ends, PyObject **lists, PyObject *found, Py_ssize_t start, Py_ssize_t at)
{
    for (uint32_t number = 0; number < node->ended; number++) {
        Py_ssize_t which = node->ends[number];
        if (which >= PyTuple_GET_SIZE(ends)) {
            PyErr_SetString(PyExc_ValueError, "a node names an end that is not there");
            return -1;
        }
        PyObject *end = PyTuple_GET_ITEM(ends, which);
        if (!lists[which]) {
            if (!PyTuple_Check(end) || PyTuple_GET_SIZE(end) != 2) {
                PyErr_SetString(PyExc_TypeError, "an end is a concept and whether it is weak");
                return -1;
            }
            PyObject *places = PyDict_GetItemWithError(found, PyTuple_GET_ITEM(end, 0));
            if (!places) {
                if (PyErr_Occurred() || !(places = PyList_New(0)))
                    return -1;
                int failed = PyDict_SetItem(found, PyTuple_GET_ITEM(end, 0), places);
                Py_DECREF(places); /* the dictionary keeps it */
                if (failed)
                    return -1;
            }
            if (!PyList_Check(places)) {
                PyErr_SetString(PyExc_TypeError, "the places of a concept are a list");
                return -1;
            }
            lists[which] = places;
        }
        PyObject *place = PyTuple_New(3), *first = number_of(start), *last = number_of(at);
        if (!place || !first || !last) {
            Py_XDECREF(place);
            Py_XDECREF(first);
            Py_XDECREF(last);
            return -1;
        }
        PyTuple_SET_ITEM(place, 0, first);
        PyTuple_SET_ITEM(place, 1, last);
        PyTuple_SET_ITEM(place, 2, Py_NewRef(PyTuple_GET_ITEM(end, 1)));
        if (append_new(lists[which], place) < 0)
            return -1;
    }
    return 0;
}

/* The words of a text, and where each sentence stops: the first word at or after this one that begins another, or the end. */
typedef struct { Known *words; char *gaps; Py_ssize_t *stops; Py_ssize_t size; } Text;

/* Reads words and gaps. Whom each word names is returned: a new list. What is known of the words is kept alive by `kept`. */
static PyObject *read_text(PyObject *words, PyObject *dictionary, PyObject *gaps, Text *text, PyObject *kept)
{
    const Py_ssize_t size = text->size = PyList_GET_SIZE(words);
    PyObject *people = PyList_New(size);
    text->words = PyMem_Calloc((size_t)size + 1, sizeof *text->words);
    text->gaps = PyMem_Malloc((size_t)size + 1);
    text->stops = PyMem_Malloc(((size_t)size + 1) * sizeof *text->stops);
    if (!text->words || !text->gaps || !text->stops)
        PyErr_NoMemory();
    for (Py_ssize_t at = 0; !PyErr_Occurred() && at < size; at++) {
        /* To find out about a word is Python, which could do anything with the lists. */
        PyObject *word = at < PyList_GET_SIZE(words) ? Py_NewRef(PyList_GET_ITEM(words, at)) : NULL;
        PyObject *item = word ? look_up(dictionary, word, &text->words[at]) : NULL;
        Py_XDECREF(word);
        if (item && (!text->words[at].many || PyList_Append(kept, item) == 0))
            PyList_SET_ITEM(people, at, Py_NewRef(PyTuple_GET_ITEM(item, 2)));
        else if (!PyErr_Occurred())
            PyErr_SetString(PyExc_ValueError, "the words changed while they were read");
    }
    if (!PyErr_Occurred() && PyList_GET_SIZE(gaps) != size)
        PyErr_SetString(PyExc_ValueError, "as many gaps as words are needed");
    if (!PyErr_Occurred()) {
        text->gaps[size] = HARD;
        text->stops[size] = size;
        for (Py_ssize_t at = size - 1; at >= 0; at--) {
            text->gaps[at] = (char)PyLong_AsLong(PyList_GET_ITEM(gaps, at));
            text->stops[at] = text->gaps[at] == HARD ? at : text->stops[at + 1];
        }
    }
    if (PyErr_Occurred())
        Py_CLEAR(people);
    return people;
}

/* Push where a node leads over a gap that begins at a word. */
static int leap(Stack *stack, const Nodes *nodes, const Node *node, const Text *text, Py_ssize_t at, Py_ssize_t reach)
{
    Node beyond;
    if (read_node(nodes, node->gap, &beyond) < 0)
        return -1;
    for (Py_ssize_t place = at; place - at < reach && place < text->stops[at]; place++)
        if (text->words[place].mask & beyond.mask && follow(stack, &beyond, &text->words[place], place + 1) < 0)
            return -1;
    return 0;
}

/* Note the phrases that begin with the word before `at`, from the node on that it leads to. */
static int run(const Nodes *nodes, const Text *text, uint32_t first, Py_ssize_t at, Py_ssize_t reach, Stack *stack, Tried *tried,
               PyObject *ends, PyObject **lists, PyObject *found)
{
    const Py_ssize_t start = at - 1;
    uint32_t place = first;
    stack->count = 0;
    tried->count = 0;
    if (++tried->round == 0) { /* all numbers are used up: the old ones would come again */
        memset(tried->rounds, 0, tried->room * sizeof *tried->rounds);
        tried->round = 1;
    }
    for (;;) {
        Node node;
        if (read_node(nodes, place, &node) < 0 || (node.ended && note(&node, ends, lists, found, start, at) < 0))
            return -1;
        if (!text->gaps[at] && text->words[at].mask & node.mask && follow(stack, &node, &text->words[at], at + 1) < 0)
            return -1;
        if (node.gap != NONE && text->gaps[at] != HARD && leap(stack, nodes, &node, text, at, reach) < 0)
            return -1;
        int fresh = 0;
        while (!fresh && stack->count)
            if ((fresh = is_new(tried, stack->states[--stack->count])) < 0)
                return -1;
        if (!fresh)
            return 0;
        place = stack->states[stack->count].node;
        at = stack->states[stack->count].at;
    }
}

const char speedups_find_doc[] = PyDoc_STR(
"find(words, known, gaps, nodes, ends, reach, found, /)\n--\n\n"
"Add the phrases that stand in words to `found`, by concept, and return whom each word names: see `Automaton.plain_run`.");

PyObject *speedups_find(PyObject *module, PyObject *const *given, Py_ssize_t count)
{
    if (!takes("find", given, count, "ldlotnd"))
        return NULL;
    PyObject *ends = given[4], *found = given[6], *people = NULL;
    const Py_ssize_t reach = PyLong_AsSsize_t(given[5]);
    Py_buffer buffer;
    if (PyErr_Occurred() || PyObject_GetBuffer(given[3], &buffer, PyBUF_SIMPLE) < 0)
        return NULL;
    const Nodes nodes = {buffer.buf, buffer.len / 4};
    Text text = {NULL, NULL, NULL, 0};
    Stack stack = {NULL, 0, 0};
    Tried tried = {NULL, NULL, 0, 0, 0};
    PyObject **lists = PyMem_Calloc((size_t)PyTuple_GET_SIZE(ends) + 1, sizeof *lists), *kept = PyList_New(0);
    if (!lists)
        PyErr_NoMemory();
    if (lists && kept)
        people = read_text(given[0], given[1], given[2], &text, kept);
    for (Py_ssize_t start = 0; people && start < text.size; start++) {
        const Known *word = &text.words[start];
        for (uint32_t number = 0; people && number < word->begins; number++)
            if (run(&nodes, &text, symbols_of(word)[word->stands + number], start + 1, reach, &stack, &tried, ends, lists, found) < 0)
                Py_CLEAR(people);
    }
    PyBuffer_Release(&buffer);
    PyMem_Free(text.words);
    PyMem_Free(text.gaps);
    PyMem_Free(text.stops);
    PyMem_Free(stack.states);
    PyMem_Free(tried.states);
    PyMem_Free(tried.rounds);
    PyMem_Free(lists);
    Py_XDECREF(kept);
    return people;
}
