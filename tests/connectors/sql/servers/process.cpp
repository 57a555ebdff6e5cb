#include "tests/connectors/sql/servers/process.hpp"

#include <csignal>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <stdexcept>

#include <arpa/inet.h>
#include <fcntl.h>
#include <grp.h>
#include <netinet/in.h>
#include <pwd.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

namespace rosterd::sql
{

namespace
{

const passwd* other_user(const std::string& user)
{
    return geteuid() == 0 ? getpwnam(user.c_str()) : nullptr;
}

[[noreturn]] void become(const std::vector<std::string>& arguments, const passwd* user, int log,
                         pid_t parent)
{
    dup2(log, STDOUT_FILENO);
    dup2(log, STDERR_FILENO);
    const bool is_user =
        user == nullptr ||
        (setgroups(0, nullptr) == 0 && setgid(user->pw_gid) == 0 && setuid(user->pw_uid) == 0);
    // After the change of user, which would forget it.
    prctl(PR_SET_PDEATHSIG, SIGKILL);
    if (!is_user || getppid() != parent) {
        _exit(126);
    }
    std::vector<char*> words;
    words.reserve(arguments.size() + 1);
    for (const std::string& one : arguments) {
        words.push_back(const_cast<char*>(one.c_str()));
    }
    words.push_back(nullptr);
    execvp(words[0], words.data());
    _exit(127);
}

} // namespace

Folder::Folder(const std::string& user)
{
    std::string path = (std::filesystem::temp_directory_path() / "rosterd-sql-XXXXXX").string();
    if (mkdtemp(path.data()) == nullptr) {
        throw std::runtime_error{"no folder below " + path};
    }
    path_ = path;
    const passwd* other = other_user(user);
    if (other != nullptr && chown(path.c_str(), other->pw_uid, other->pw_gid) != 0) {
        throw std::runtime_error{path + " can't be given to " + user};
    }
}

Folder::~Folder()
{
    std::error_code ignored;
    std::filesystem::remove_all(path_, ignored);
}

pid_t start_program(const std::vector<std::string>& arguments, const std::string& user,
                    const std::string& log)
{
    const passwd* other = other_user(user);
    if (geteuid() == 0 && other == nullptr) {
        throw std::runtime_error{"there is no user " + user};
    }
    const int file = open(log.c_str(), O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0644);
    const pid_t parent = getpid();
    const pid_t child = fork();
    if (child == 0) {
        become(arguments, other, file, parent);
    }
    close(file);
    return child;
}

void run_program(const std::vector<std::string>& arguments, const std::string& user,
                 const std::string& log)
{
    int status = 0;
    waitpid(start_program(arguments, user, log), &status, 0);
    if (status != 0) {
        throw std::runtime_error{arguments[0] + ": " + content_of(log)};
    }
}

void end_program(pid_t program, int signal)
{
    if (program > 0) {
        kill(program, signal);
        waitpid(program, nullptr, 0);
    }
}

bool has_ended(pid_t program)
{
    return waitpid(program, nullptr, WNOHANG) != 0;
}

std::string content_of(const std::string& file)
{
    std::ifstream in{file};
    return {std::istreambuf_iterator<char>{in}, {}};
}

int free_port()
{
    const int probe = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    socklen_t size = sizeof address;
    bind(probe, reinterpret_cast<sockaddr*>(&address), size);
    getsockname(probe, reinterpret_cast<sockaddr*>(&address), &size);
    close(probe);
    return ntohs(address.sin_port);
}

} // namespace rosterd::sql
