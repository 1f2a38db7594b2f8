/* Preloaded into a program, makes chosen system calls on chosen files fail, as a bad disk or a full one does.
 *
 *   FAULT=CALL:FROM:HOW:SUFFIX
 *     CALL    write (pwrite and pwritev, too), sync (fsync, fdatasync), allocate (fallocate), rename
 *     FROM    the number of the first such call that fails; 3 is the third alone, 3+ the third and all later
 *     HOW     the name of an error (EIO, ENOSPC, EDQUOT), or "short": half of the bytes are written, and said so
 *     SUFFIX  the end of the path; of rename: of the old path
 *   FAULT_LOG    a file that gets a line "CALL NUMBER PATH" for each call that CALL and SUFFIX match, with
 *                " failed" at its end where it was made to fail. CALL may be "any" then, and fails nothing.
 * Calls are counted per process. A single one (3, not 3+) fails once in all processes that share FAULT_LOG.
 */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/uio.h>
#include <unistd.h>

enum outcome { PASS, FAIL, SHORT };

static struct {
  char call[16];
  char how[16];
  char suffix[256];
  long from;
  int all_later;
  int error;
  const char* log;
} fault;
static atomic_long count;
static __thread int inside; /* our own calls pass */

static int error_of(const char* name) {
  if (strcmp(name, "EIO") == 0) return EIO;
  if (strcmp(name, "ENOSPC") == 0) return ENOSPC;
  if (strcmp(name, "EDQUOT") == 0) return EDQUOT;
  return 0;
}

__attribute__((constructor)) static void read_environment(void) {
  const char* text = getenv("FAULT");
  char from[16] = "";
  if (text == NULL) return;
  if (sscanf(text, "%15[^:]:%15[^:]:%15[^:]:%255s", fault.call, from, fault.how, fault.suffix) != 4) {
    fprintf(stderr, "fault_shim: FAULT=%s is not CALL:FROM:HOW:SUFFIX\n", text);
    abort();
  }
  fault.from = atol(from);
  fault.all_later = strchr(from, '+') != NULL;
  fault.error = error_of(fault.how);
  fault.log = getenv("FAULT_LOG");
}

static int ends_with(const char* path, const char* end) {
  const size_t have = strlen(path);
  const size_t want = strlen(end);
  return have >= want && strcmp(path + have - want, end) == 0;
}

static void log_call(const char* call, long number, const char* path, enum outcome outcome) {
  if (fault.log == NULL) return;
  char line[512];
  const int size = snprintf(line, sizeof line, "%s %ld %s%s\n", call, number, path, outcome == PASS ? "" : " failed");
  const int log = open(fault.log, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0666);
  if (log < 0) return;
  if (write(log, line, (size_t)size) < 0) abort();
  close(log);
}

/* Whether this process is the first to ask. */
static int first_in_job(void) {
  char path[512];
  if (fault.log == NULL) return 1;
  snprintf(path, sizeof path, "%s.once", fault.log);
  const int made = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0666);
  if (made >= 0) close(made);
  return made >= 0;
}

static enum outcome judge(const char* call, const char* path) {
  if (fault.call[0] == '\0' || inside || !ends_with(path, fault.suffix)) return PASS;
  const int any = strcmp(fault.call, "any") == 0;
  if (!any && strcmp(fault.call, call) != 0) return PASS;
  inside = 1;
  const long number = atomic_fetch_add(&count, 1) + 1;
  const int hit = !any && number >= fault.from &&
                  (fault.all_later || (number == fault.from && first_in_job()));
  const enum outcome outcome = !hit ? PASS : fault.error != 0 ? FAIL : SHORT;
  log_call(call, number, path, outcome);
  inside = 0;
  return outcome;
}

static enum outcome judge_descriptor(const char* call, int descriptor) {
  if (fault.call[0] == '\0' || inside) return PASS;
  char link[64];
  char path[256];
  snprintf(link, sizeof link, "/proc/self/fd/%d", descriptor);
  const int before = errno;
  const ssize_t size = readlink(link, path, sizeof path - 1);
  errno = before;
  if (size < 0) return PASS;
  path[size] = '\0';
  return judge(call, path);
}

static int failure(void) {
  errno = fault.error;
  return -1;
}

#define REAL(name) ((__typeof__(&name))dlsym(RTLD_NEXT, #name))

ssize_t write(int file, const void* data, size_t size) {
  const enum outcome outcome = judge_descriptor("write", file);
  if (outcome == FAIL) return failure();
  return REAL(write)(file, data, outcome == SHORT ? size / 2 : size);
}

ssize_t pwrite(int file, const void* data, size_t size, off_t place) {
  const enum outcome outcome = judge_descriptor("write", file);
  if (outcome == FAIL) return failure();
  return REAL(pwrite)(file, data, outcome == SHORT ? size / 2 : size, place);
}

ssize_t pwrite64(int file, const void* data, size_t size, off64_t place) {
  const enum outcome outcome = judge_descriptor("write", file);
  if (outcome == FAIL) return failure();
  return REAL(pwrite64)(file, data, outcome == SHORT ? size / 2 : size, place);
}

/* A short one writes half of the first piece. */
ssize_t writev(int file, const struct iovec* pieces, int pieces_count) {
  const enum outcome outcome = judge_descriptor("write", file);
  if (outcome == FAIL) return failure();
  if (outcome == SHORT) return REAL(write)(file, pieces->iov_base, pieces->iov_len / 2);
  return REAL(writev)(file, pieces, pieces_count);
}

ssize_t pwritev(int file, const struct iovec* pieces, int pieces_count, off_t place) {
  const enum outcome outcome = judge_descriptor("write", file);
  if (outcome == FAIL) return failure();
  if (outcome == SHORT) return REAL(pwrite)(file, pieces->iov_base, pieces->iov_len / 2, place);
  return REAL(pwritev)(file, pieces, pieces_count, place);
}

ssize_t pwritev64(int file, const struct iovec* pieces, int pieces_count, off64_t place) {
  const enum outcome outcome = judge_descriptor("write", file);
  if (outcome == FAIL) return failure();
  if (outcome == SHORT) return REAL(pwrite64)(file, pieces->iov_base, pieces->iov_len / 2, place);
  return REAL(pwritev64)(file, pieces, pieces_count, place);
}

int fsync(int file) { return judge_descriptor("sync", file) == FAIL ? failure() : REAL(fsync)(file); }
int fdatasync(int file) { return judge_descriptor("sync", file) == FAIL ? failure() : REAL(fdatasync)(file); }

int posix_fallocate(int file, off_t place, off_t size) {
  return judge_descriptor("allocate", file) == FAIL ? fault.error : REAL(posix_fallocate)(file, place, size);
}
int posix_fallocate64(int file, off64_t place, off64_t size) {
  return judge_descriptor("allocate", file) == FAIL ? fault.error : REAL(posix_fallocate64)(file, place, size);
}

int rename(const char* from, const char* to) {
  return judge("rename", from) == FAIL ? failure() : REAL(rename)(from, to);
}
