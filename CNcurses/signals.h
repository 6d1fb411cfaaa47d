// Signal handlers of the console: in C, because a handler may only do what is async-signal-safe.
//
// The state is static, so each Swift file that calls these functions would get a copy of its own:
// `TerminalSignals.swift` is the only one that may.
#ifndef BERTH_CNCURSES_SIGNALS_H
#define BERTH_CNCURSES_SIGNALS_H

#include <errno.h>
#include <signal.h>
#include <string.h>
#include <termios.h>
#include <unistd.h>

enum { BERTH_HANDLED_COUNT = 7, BERTH_CRASH_COUNT = 6 };

struct berth_signal_state {
    int pipe;
    struct sigaction handled[BERTH_HANDLED_COUNT];
    int terminal;
    int standard_error;
    struct termios modes;
    char reset[512];
    size_t reset_length;
    struct sigaction crashes[BERTH_CRASH_COUNT];
};

// Inside a function, since Swift's importer does not emit static variables of a header.
static inline struct berth_signal_state *berth_signal_state(void) {
    static struct berth_signal_state state;
    return &state;
}

// Signals that end, suspend or resize the console.
static inline int berth_handled(int index) {
    const int numbers[BERTH_HANDLED_COUNT] = {SIGWINCH, SIGTSTP, SIGCONT, SIGINT, SIGTERM, SIGHUP, SIGQUIT};
    return numbers[index];
}

static inline int berth_crash(int index) {
    const int numbers[BERTH_CRASH_COUNT] = {SIGSEGV, SIGBUS, SIGILL, SIGTRAP, SIGFPE, SIGABRT};
    return numbers[index];
}

// Writes the number of the signal into the self-pipe. The pipe does not block: a full one has woken its reader.
static void berth_forward_signal(int number) {
    int saved = errno;
    unsigned char byte = (unsigned char)number;
    ssize_t ignored = write(berth_signal_state()->pipe, &byte, 1);
    (void)ignored;
    errno = saved;
}

// Before newterm(): ncurses leaves handlers alone that are not the default ones, and never gives back what it took.
static inline void berth_forward_signals(int pipe) {
    struct sigaction action;
    memset(&action, 0, sizeof action);
    action.sa_handler = berth_forward_signal;
    action.sa_flags = SA_RESTART;
    sigfillset(&action.sa_mask);
    berth_signal_state()->pipe = pipe;
    for (int i = 0; i < BERTH_HANDLED_COUNT; i++) {
        sigaction(berth_handled(i), &action, &berth_signal_state()->handled[i]);
    }
}

static inline void berth_restore_signals(void) {
    for (int i = 0; i < BERTH_HANDLED_COUNT; i++) {
        sigaction(berth_handled(i), &berth_signal_state()->handled[i], NULL);
    }
}

// Gives the terminal back, then lets the crash go on as if we had not been here (Swift's backtracer, a core dump).
static void berth_restore_after_crash(int number, siginfo_t *info, void *context) {
    (void)context;
    // First of all, so that a fault in here ends the process, too.
    for (int i = 0; i < BERTH_CRASH_COUNT; i++) {
        sigaction(berth_crash(i), &berth_signal_state()->crashes[i], NULL);
    }
    ssize_t ignored = write(berth_signal_state()->terminal, berth_signal_state()->reset, berth_signal_state()->reset_length);
    (void)ignored;
    tcsetattr(berth_signal_state()->terminal, TCSANOW, &berth_signal_state()->modes);
    if (berth_signal_state()->standard_error >= 0) dup2(berth_signal_state()->standard_error, STDERR_FILENO);
    // A fault happens again when we return; a signal that somebody sent (abort) has to be sent again.
    if (info->si_code <= 0) raise(number);
}

// `modes` is what the terminal had before the console, `reset` the bytes that leave the full-screen mode.
static inline void berth_arm_crash_guard(int terminal, int standard_error, const struct termios *modes,
                                         const char *reset, size_t length) {
    struct sigaction action;
    memset(&action, 0, sizeof action);
    action.sa_sigaction = berth_restore_after_crash;
    action.sa_flags = SA_SIGINFO | SA_NODEFER | SA_ONSTACK;
    sigemptyset(&action.sa_mask);
    berth_signal_state()->terminal = terminal;
    berth_signal_state()->standard_error = standard_error;
    berth_signal_state()->modes = *modes;
    if (length > sizeof berth_signal_state()->reset) length = 0;
    memcpy(berth_signal_state()->reset, reset, length);
    berth_signal_state()->reset_length = length;
    for (int i = 0; i < BERTH_CRASH_COUNT; i++) {
        struct sigaction *before = &berth_signal_state()->crashes[i];
        sigaction(berth_crash(i), &action, before);
        // To give way to ourselves would be to spin for ever.
        if (before->sa_sigaction == berth_restore_after_crash) before->sa_handler = SIG_DFL, before->sa_flags = 0;
    }
}

static inline void berth_disarm_crash_guard(void) {
    for (int i = 0; i < BERTH_CRASH_COUNT; i++) {
        sigaction(berth_crash(i), &berth_signal_state()->crashes[i], NULL);
    }
}

#endif
