/* Loaded in front of libc: records what a process does to the files of one folder, so that the disk's state
 * at any moment can be made up again. RECORD_IO_FOLDER: that folder. RECORD_IO_LOG: the folder of the logs,
 * one file per process. Each event: struct Event, path, second path, data. recorded_io.py reads it. */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <pthread.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/uio.h>
#include <time.h>
#include <unistd.h>

enum Kind { CREATED = 1, TRUNCATED, WRITTEN, ALLOCATED, SYNCED, RENAMED, UNLINKED, FOLDER_MADE, MAPPED };

struct Event {
  uint32_t kind;
  uint32_t process;
  uint64_t begin_ns; /* CLOCK_MONOTONIC, the same for all processes */
  uint64_t end_ns;
  uint64_t inode;
  uint64_t offset; /* TRUNCATED: the new size */
  uint64_t size;
  uint32_t path_bytes;
  uint32_t second_path_bytes;
  uint64_t data_bytes;
};

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;

static uint64_t now_ns(void) {
  struct timespec time;
  clock_gettime(CLOCK_MONOTONIC, &time);
  return (uint64_t)time.tv_sec * 1000000000u + (uint64_t)time.tv_nsec;
}

static int is_recorded(const char* path) {
  static const char* folder;
  if (!folder) folder = getenv("RECORD_IO_FOLDER");
  const size_t length = folder ? strlen(folder) : 0;
  return length > 0 && strncmp(path, folder, length) == 0 && (path[length] == '/' || path[length] == '\0');
}

/* The absolute path of a name; relative to `at` as openat does it. */
static void resolve(int at, const char* name, char path[PATH_MAX]) {
  char folder[PATH_MAX / 2] = "";
  if (name[0] != '/') {
    char link[64];
    if (at == AT_FDCWD)
      snprintf(link, sizeof link, "/proc/self/cwd");
    else
      snprintf(link, sizeof link, "/proc/self/fd/%d", at);
    const ssize_t size = readlink(link, folder, sizeof folder - 2);
    folder[size > 0 ? size : 0] = '\0';
    strcat(folder, "/");
  }
  snprintf(path, PATH_MAX, "%s%s", folder, name);
}

static int is_recorded_file(int descriptor, char path[PATH_MAX]) {
  char link[64];
  snprintf(link, sizeof link, "/proc/self/fd/%d", descriptor);
  const ssize_t size = readlink(link, path, PATH_MAX - 1);
  path[size > 0 ? size : 0] = '\0';
  return size > 0 && is_recorded(path);
}

static uint64_t inode_of(int descriptor) {
  struct stat status;
  return fstat(descriptor, &status) == 0 ? status.st_ino : 0;
}

static void put_all(int descriptor, const void* bytes, size_t count) {
  while (count > 0) {
    const ssize_t done = syscall(SYS_write, descriptor, bytes, count);
    if (done <= 0) abort(); /* a log with holes would prove nothing */
    bytes = (const char*)bytes + done;
    count -= (size_t)done;
  }
}

static void record(struct Event event, const char* path, const char* second, const void* data) {
  static int log = -1;
  static pid_t owner;
  const int kept_errno = errno;
  pthread_mutex_lock(&lock);
  if (log < 0 || owner != getpid()) {
    char name[PATH_MAX];
    owner = getpid();
    snprintf(name, sizeof name, "%s/%d", getenv("RECORD_IO_LOG"), (int)owner);
    log = (int)syscall(SYS_openat, AT_FDCWD, name, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0644);
    if (log < 0) abort();
  }
  event.process = (uint32_t)owner;
  event.path_bytes = (uint32_t)strlen(path);
  event.second_path_bytes = second ? (uint32_t)strlen(second) : 0;
  put_all(log, &event, sizeof event);
  put_all(log, path, event.path_bytes);
  if (second) put_all(log, second, event.second_path_bytes);
  if (event.data_bytes > 0) put_all(log, data, event.data_bytes);
  pthread_mutex_unlock(&lock);
  errno = kept_errno;
}

#define REAL(type, name, ...)       \
  static type (*real)(__VA_ARGS__); \
  if (!real) real = (type(*)(__VA_ARGS__))dlsym(RTLD_NEXT, #name)

/* --- opening
 * ------------------------------------------------------------------------------------------------------ */

struct Opening {
  char path[PATH_MAX];
  int existed;
  uint64_t begin_ns;
};

static void before_open(struct Opening* opening, int at, const char* name) {
  struct stat status;
  resolve(at, name, opening->path);
  opening->existed = is_recorded(opening->path) && stat(opening->path, &status) == 0;
  opening->begin_ns = now_ns();
}

static int after_open(const struct Opening* opening, int flags, int descriptor) {
  if (descriptor < 0 || !is_recorded(opening->path)) return descriptor;
  struct Event event = {.begin_ns = opening->begin_ns, .end_ns = now_ns(), .inode = inode_of(descriptor)};
  if (!opening->existed && (flags & O_CREAT)) {
    event.kind = CREATED;
    record(event, opening->path, NULL, NULL);
  } else if (flags & O_TRUNC) {
    event.kind = TRUNCATED;
    record(event, opening->path, NULL, NULL);
  }
  return descriptor;
}

#define MODE_OF(flags)                     \
  mode_t mode = 0;                         \
  if ((flags) & (O_CREAT | __O_TMPFILE)) { \
    va_list arguments;                     \
    va_start(arguments, flags);            \
    mode = va_arg(arguments, mode_t);      \
    va_end(arguments);                     \
  }

#define OPEN(name)                                               \
  int name(const char* path, int flags, ...) {                   \
    REAL(int, name, const char*, int, ...);                      \
    MODE_OF(flags)                                               \
    struct Opening opening;                                      \
    before_open(&opening, AT_FDCWD, path);                       \
    return after_open(&opening, flags, real(path, flags, mode)); \
  }
OPEN(open)
OPEN(open64)

#define OPENAT(name)                                                 \
  int name(int at, const char* path, int flags, ...) {               \
    REAL(int, name, int, const char*, int, ...);                     \
    MODE_OF(flags)                                                   \
    struct Opening opening;                                          \
    before_open(&opening, at, path);                                 \
    return after_open(&opening, flags, real(at, path, flags, mode)); \
  }
OPENAT(openat)
OPENAT(openat64)

#define CREAT(name)                                                              \
  int name(const char* path, mode_t mode) {                                      \
    REAL(int, name, const char*, mode_t);                                        \
    struct Opening opening;                                                      \
    before_open(&opening, AT_FDCWD, path);                                       \
    return after_open(&opening, O_CREAT | O_WRONLY | O_TRUNC, real(path, mode)); \
  }
CREAT(creat)
CREAT(creat64)

/* What goes through a stream's own buffer is not recorded, only that it was opened: the comparison of the
 * files made up with the real ones would show it. (std::ofstream opens like this, but writes by write and
 * writev.) */
#define FOPEN(name)                                                                      \
  FILE* name(const char* path, const char* mode) {                                       \
    REAL(FILE*, name, const char*, const char*);                                         \
    struct Opening opening;                                                              \
    before_open(&opening, AT_FDCWD, path);                                               \
    FILE* file = real(path, mode);                                                       \
    const int flags = mode[0] == 'w' ? O_CREAT | O_TRUNC : mode[0] == 'a' ? O_CREAT : 0; \
    if (file) after_open(&opening, flags, fileno(file));                                 \
    return file;                                                                         \
  }
FOPEN(fopen)
FOPEN(fopen64)

/* --- writing
 * ------------------------------------------------------------------------------------------------------ */

static void record_write(int descriptor, const char* path, uint64_t begin, off_t offset, const void* data,
                         ssize_t done) {
  if (done <= 0) return;
  const struct Event event = {.kind = WRITTEN,
                              .begin_ns = begin,
                              .end_ns = now_ns(),
                              .inode = inode_of(descriptor),
                              .offset = (uint64_t)offset,
                              .size = (uint64_t)done,
                              .data_bytes = (uint64_t)done};
  record(event, path, NULL, data);
}

/* Where a write without an offset of its own went: it ended at the file's position. */
static off_t start_of(int descriptor, ssize_t done) { return lseek(descriptor, 0, SEEK_CUR) - done; }

ssize_t write(int descriptor, const void* data, size_t size) {
  REAL(ssize_t, write, int, const void*, size_t);
  char path[PATH_MAX];
  if (!is_recorded_file(descriptor, path)) return real(descriptor, data, size);
  const uint64_t begin = now_ns();
  const ssize_t done = real(descriptor, data, size);
  record_write(descriptor, path, begin, start_of(descriptor, done), data, done);
  return done;
}

#define PWRITE(name, type)                                                   \
  ssize_t name(int descriptor, const void* data, size_t size, type offset) { \
    REAL(ssize_t, name, int, const void*, size_t, type);                     \
    char path[PATH_MAX];                                                     \
    const int recorded = is_recorded_file(descriptor, path);                 \
    const uint64_t begin = now_ns();                                         \
    const ssize_t done = real(descriptor, data, size, offset);               \
    if (recorded) record_write(descriptor, path, begin, offset, data, done); \
    return done;                                                             \
  }
PWRITE(pwrite, off_t)
PWRITE(pwrite64, off64_t)

static char* joined(const struct iovec* parts, int count) {
  size_t size = 0;
  for (int i = 0; i < count; ++i) size += parts[i].iov_len;
  char* all = malloc(size + 1);
  if (!all) abort();
  size = 0;
  for (int i = 0; i < count; ++i) {
    memcpy(all + size, parts[i].iov_base, parts[i].iov_len);
    size += parts[i].iov_len;
  }
  return all;
}

ssize_t writev(int descriptor, const struct iovec* parts, int count) {
  REAL(ssize_t, writev, int, const struct iovec*, int);
  char path[PATH_MAX];
  if (!is_recorded_file(descriptor, path)) return real(descriptor, parts, count);
  const uint64_t begin = now_ns();
  const ssize_t done = real(descriptor, parts, count);
  char* data = joined(parts, count);
  record_write(descriptor, path, begin, start_of(descriptor, done), data, done);
  free(data);
  return done;
}

#define PWRITEV(name, type)                                                                 \
  ssize_t name(int descriptor, const struct iovec* parts, int count, type offset) {         \
    REAL(ssize_t, name, int, const struct iovec*, int, type);                               \
    char path[PATH_MAX];                                                                    \
    if (!is_recorded_file(descriptor, path)) return real(descriptor, parts, count, offset); \
    const uint64_t begin = now_ns();                                                        \
    const ssize_t done = real(descriptor, parts, count, offset);                            \
    char* data = joined(parts, count);                                                      \
    record_write(descriptor, path, begin, offset, data, done);                              \
    free(data);                                                                             \
    return done;                                                                            \
  }
PWRITEV(pwritev, off_t)
PWRITEV(pwritev64, off64_t)

/* Calls on a descriptor that change no bytes given by the caller. */
#define ON_DESCRIPTOR(name, event_kind, event_offset, event_size, parameters, types, arguments) \
  int name parameters {                                                                         \
    REAL(int, name, types);                                                                     \
    char path[PATH_MAX];                                                                        \
    const int recorded = is_recorded_file(descriptor, path);                                    \
    const uint64_t begin = now_ns();                                                            \
    const int result = real arguments;                                                          \
    if (recorded && result == 0) {                                                              \
      const struct Event event = {.kind = (event_kind),                                         \
                                  .begin_ns = begin,                                            \
                                  .end_ns = now_ns(),                                           \
                                  .inode = inode_of(descriptor),                                \
                                  .offset = (uint64_t)(event_offset),                           \
                                  .size = (uint64_t)(event_size)};                              \
      record(event, path, NULL, NULL);                                                          \
    }                                                                                           \
    return result;                                                                              \
  }
#define TYPES(...) __VA_ARGS__
ON_DESCRIPTOR(ftruncate, TRUNCATED, size, 0, (int descriptor, off_t size), TYPES(int, off_t),
              (descriptor, size))
ON_DESCRIPTOR(ftruncate64, TRUNCATED, size, 0, (int descriptor, off64_t size), TYPES(int, off64_t),
              (descriptor, size))
ON_DESCRIPTOR(fallocate, ALLOCATED, offset, size, (int descriptor, int mode, off_t offset, off_t size),
              TYPES(int, int, off_t, off_t), (descriptor, mode, offset, size))
ON_DESCRIPTOR(fallocate64, ALLOCATED, offset, size, (int descriptor, int mode, off64_t offset, off64_t size),
              TYPES(int, int, off64_t, off64_t), (descriptor, mode, offset, size))
ON_DESCRIPTOR(posix_fallocate, ALLOCATED, offset, size, (int descriptor, off_t offset, off_t size),
              TYPES(int, off_t, off_t), (descriptor, offset, size))
ON_DESCRIPTOR(posix_fallocate64, ALLOCATED, offset, size, (int descriptor, off64_t offset, off64_t size),
              TYPES(int, off64_t, off64_t), (descriptor, offset, size))
ON_DESCRIPTOR(fsync, SYNCED, 0, 0, (int descriptor), TYPES(int), (descriptor))
ON_DESCRIPTOR(fdatasync, SYNCED, 0, 0, (int descriptor), TYPES(int), (descriptor))

#define MMAP(name, type)                                                                      \
  void* name(void* at, size_t size, int protection, int flags, int descriptor, type offset) { \
    REAL(void*, name, void*, size_t, int, int, int, type);                                    \
    char path[PATH_MAX];                                                                      \
    if (descriptor >= 0 && (flags & MAP_SHARED) && (protection & PROT_WRITE) &&               \
        is_recorded_file(descriptor, path)) {                                                 \
      const struct Event event = {.kind = MAPPED, .begin_ns = now_ns(), .end_ns = now_ns()};  \
      record(event, path, NULL, NULL);                                                        \
    }                                                                                         \
    return real(at, size, protection, flags, descriptor, offset);                             \
  }
MMAP(mmap, off_t)
MMAP(mmap64, off64_t)

/* --- names
 * -------------------------------------------------------------------------------------------------------- */

static int record_name(enum Kind kind, int at, const char* name, int second_at, const char* second,
                       uint64_t inode, uint64_t begin, int result) {
  char path[PATH_MAX];
  char second_path[PATH_MAX] = "";
  resolve(at, name, path);
  if (second) resolve(second_at, second, second_path);
  if (result != 0 || !(is_recorded(path) || is_recorded(second_path))) return result;
  const struct Event event = {.kind = kind, .begin_ns = begin, .end_ns = now_ns(), .inode = inode};
  record(event, path, second ? second_path : NULL, NULL);
  return result;
}

static uint64_t inode_at(int at, const char* name) {
  struct stat status;
  return fstatat(at, name, &status, AT_SYMLINK_NOFOLLOW) == 0 ? status.st_ino : 0;
}

int rename(const char* from, const char* to) {
  REAL(int, rename, const char*, const char*);
  const uint64_t inode = inode_at(AT_FDCWD, from);
  const uint64_t begin = now_ns();
  return record_name(RENAMED, AT_FDCWD, from, AT_FDCWD, to, inode, begin, real(from, to));
}

int renameat(int from_at, const char* from, int to_at, const char* to) {
  REAL(int, renameat, int, const char*, int, const char*);
  const uint64_t inode = inode_at(from_at, from);
  const uint64_t begin = now_ns();
  return record_name(RENAMED, from_at, from, to_at, to, inode, begin, real(from_at, from, to_at, to));
}

int renameat2(int from_at, const char* from, int to_at, const char* to, unsigned flags) {
  REAL(int, renameat2, int, const char*, int, const char*, unsigned);
  const uint64_t inode = inode_at(from_at, from);
  const uint64_t begin = now_ns();
  return record_name(RENAMED, from_at, from, to_at, to, inode, begin, real(from_at, from, to_at, to, flags));
}

#define REMOVE(name)                                                                 \
  int name(const char* path) {                                                       \
    REAL(int, name, const char*);                                                    \
    const uint64_t inode = inode_at(AT_FDCWD, path);                                 \
    const uint64_t begin = now_ns();                                                 \
    return record_name(UNLINKED, AT_FDCWD, path, 0, NULL, inode, begin, real(path)); \
  }
REMOVE(unlink)
REMOVE(remove)
REMOVE(rmdir)

int unlinkat(int at, const char* path, int flags) {
  REAL(int, unlinkat, int, const char*, int);
  const uint64_t inode = inode_at(at, path);
  const uint64_t begin = now_ns();
  return record_name(UNLINKED, at, path, 0, NULL, inode, begin, real(at, path, flags));
}

int mkdir(const char* path, mode_t mode) {
  REAL(int, mkdir, const char*, mode_t);
  const uint64_t begin = now_ns();
  const int result = real(path, mode);
  return record_name(FOLDER_MADE, AT_FDCWD, path, 0, NULL, inode_at(AT_FDCWD, path), begin, result);
}
