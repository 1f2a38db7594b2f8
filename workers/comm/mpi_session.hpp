#pragma once

#include <string>

namespace comm {

/// MPI from init to finalize. Stands inside main's try block: while an exception unwinds it leaves
/// MPI_Finalize out, because that is collective and the other ranks may never come; the caller then ends the
/// job with abort().
class MpiSession {
 public:
  /// Collective on the job. Makes MPI calls return their errors instead of ending the process.
  MpiSession(int& argc, char**& argv);
  ~MpiSession();
  MpiSession(const MpiSession&) = delete;
  MpiSession& operator=(const MpiSession&) = delete;

  /// Ends every rank of the job at once with `exit_status`.
  [[noreturn]] static void abort(int exit_status);
  /// Ends this process alone, without waiting for ranks that may be gone: output is flushed, MPI is left
  /// open. Under mpirun --enable-recovery the job goes on, or has ended well when this was the last rank.
  [[noreturn]] static void leave(int exit_status);
  /// True when this process was started by mpirun or srun.
  static bool launched_as_job();
  /// "Open MPI v4.1.4 …"
  static std::string library_version();

 private:
  int exceptions_at_start_;
};

/// The name of this host.
std::string host_name();

}  // namespace comm
