// Programs that the tests start: as another user where they refuse to run as root, and ended with
// this process whatever happens to it.
#pragma once

#include <string>
#include <vector>

#include <sys/types.h>

namespace rosterd::sql
{

// A folder that belongs to `user` if this process is root; removed with what is in it.
class Folder
{
public:
    explicit Folder(const std::string& user);
    ~Folder();
    Folder(const Folder&) = delete;
    Folder& operator=(const Folder&) = delete;
    const std::string& path() const { return path_; }

private:
    std::string path_;
};

// Its output goes to `log`.
pid_t start_program(const std::vector<std::string>& arguments, const std::string& user,
                    const std::string& log);
// Waits for its end; throws std::runtime_error with the log's text if that was no success.
void run_program(const std::vector<std::string>& arguments, const std::string& user,
                 const std::string& log);
void end_program(pid_t program, int signal);
bool has_ended(pid_t program);

std::string content_of(const std::string& file);
int free_port();

} // namespace rosterd::sql
