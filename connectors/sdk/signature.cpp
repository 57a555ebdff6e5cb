#include "connectors/sdk/signature.hpp"

#include <algorithm>
#include <array>
#include <cerrno>
#include <chrono>
#include <csignal>
#include <filesystem>
#include <utility>
#include <vector>

#include <fcntl.h>
#include <poll.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include "connectors/sdk/settled_file.hpp"

namespace rosterd::sdk
{

namespace
{

namespace fs = std::filesystem;
using model::ErrorKind;
using Clock = std::chrono::steady_clock;

constexpr std::array<const char*, 2> kDetached{".sig", ".asc"};
constexpr std::array<const char*, 2> kAround{".gpg", ".pgp"};
constexpr std::chrono::seconds kLongest{60}; // for a few gigabytes
constexpr std::size_t kMostOutput = 1u << 16;

struct Verdict {
    int status = -1; // -1: it did not run, or not to its end
    std::string said;
};

// Until the program closes its output, or the time is over.
std::string output_of(int fd, Clock::time_point end)
{
    std::string out;
    std::array<char, 4096> piece{};
    for (;;) {
        const auto left =
            std::chrono::duration_cast<std::chrono::milliseconds>(end - Clock::now()).count();
        pollfd one{fd, POLLIN, 0};
        if (left <= 0 || ::poll(&one, 1, static_cast<int>(left)) <= 0) {
            return out;
        }
        const ssize_t got = ::read(fd, piece.data(), piece.size());
        if (got <= 0) {
            return out;
        }
        if (out.size() < kMostOutput) {
            out.append(piece.data(), static_cast<std::size_t>(got));
        }
    }
}

int status_of(pid_t pid, Clock::time_point end)
{
    int status = 0;
    while (::waitpid(pid, &status, WNOHANG) == 0) {
        if (Clock::now() >= end) {
            ::kill(pid, SIGKILL);
            ::waitpid(pid, &status, 0);
            return -1;
        }
        ::usleep(2000);
    }
    return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}

// `home`: an empty folder, so that nobody's keys and settings are found.
Verdict run_gpgv(std::vector<std::string> arguments, const std::string& home)
{
    std::array<int, 2> ends{};
    if (::pipe2(ends.data(), O_CLOEXEC) != 0) {
        return {};
    }
    arguments.insert(arguments.begin(), {"gpgv", "--homedir", home, "--status-fd", "1"});
    std::vector<char*> pointers;
    for (std::string& one : arguments) {
        pointers.push_back(one.data());
    }
    pointers.push_back(nullptr);
    std::array<std::string, 2> words{"PATH=/usr/bin:/bin", "LC_ALL=C"};
    std::array<char*, 3> environment{words[0].data(), words[1].data(), nullptr};
    posix_spawn_file_actions_t actions;
    ::posix_spawn_file_actions_init(&actions);
    ::posix_spawn_file_actions_addopen(&actions, 0, "/dev/null", O_RDONLY, 0);
    ::posix_spawn_file_actions_adddup2(&actions, ends[1], 1);
    ::posix_spawn_file_actions_adddup2(&actions, ends[1], 2);
    pid_t pid = 0;
    const int failed = ::posix_spawn(&pid, "/usr/bin/gpgv", &actions, nullptr, pointers.data(),
                                     environment.data());
    ::posix_spawn_file_actions_destroy(&actions);
    ::close(ends[1]);
    Verdict verdict;
    if (failed == 0) {
        const auto end = Clock::now() + kLongest;
        verdict.said = output_of(ends[0], end);
        verdict.status = status_of(pid, end);
    }
    ::close(ends[0]);
    return verdict;
}

bool says(const Verdict& verdict, const char* word)
{
    return verdict.said.find("[GNUPG:] " + std::string{word}) != std::string::npos;
}

model::Result<void> judge(const Verdict& verdict, const std::string& file,
                          const std::string& keyring)
{
    if (verdict.status < 0 || verdict.status == 127) {
        return model::fail(ErrorKind::permanent, file + ": gpgv did not run to its end",
                           "install Debian's package gpgv");
    }
    const std::string by = "the keys in " + keyring;
    if (says(verdict, "BADSIG")) {
        return model::fail(ErrorKind::invalid,
                           file + " is not what was signed: it was changed afterwards",
                           "have it exported and signed again");
    }
    if (says(verdict, "EXPKEYSIG") || says(verdict, "EXPSIG") || says(verdict, "REVKEYSIG")) {
        return model::fail(ErrorKind::invalid,
                           file + " is signed with a key or a signature that is expired or revoked",
                           "put the current key into " + keyring);
    }
    if (says(verdict, "NO_PUBKEY") || says(verdict, "ERRSIG")) {
        return model::fail(ErrorKind::invalid, file + " is signed by none of " + by,
                           "if the signer may, put the key there: gpg --export KEY > FILE");
    }
    if (verdict.status != 0 || !says(verdict, "GOODSIG") || !says(verdict, "VALIDSIG")) {
        return model::fail(ErrorKind::invalid, file + " has no signature that can be verified",
                           "sign it: gpg --detach-sign FILE; and see that " + keyring +
                               " is a keyring made by gpg --export");
    }
    return {};
}

bool ends_in_one_of(const std::string& file, const std::array<const char*, 2>& endings)
{
    return std::ranges::any_of(endings, [&](const char* one) { return file.ends_with(one); });
}

model::Result<PrivateCopy> make_copy_folder(const std::string& name)
{
    std::string folder = (fs::temp_directory_path() / "rosterd-signed-XXXXXX").string();
    if (::mkdtemp(folder.data()) == nullptr) {
        return model::fail(ErrorKind::transient, folder + ": can't be made",
                           "check that the temporary folder can be written to");
    }
    return PrivateCopy{folder, folder + "/" + name};
}

model::Error missing_signature(const std::string& file, model::Duration patience)
{
    const auto stamp = stamp_of(file);
    const auto now = std::chrono::duration_cast<std::chrono::nanoseconds>(
                         std::chrono::system_clock::now().time_since_epoch())
                         .count();
    const auto wait = std::chrono::duration_cast<std::chrono::nanoseconds>(patience).count();
    if (stamp && now - stamp->modified_ns < wait) {
        return {ErrorKind::transient, file + ": its signature has not come yet",
                "upload the signature first, or raise `patience`"};
    }
    return {ErrorKind::invalid, file + " is not signed",
            "put the signature beside it: gpg --detach-sign FILE makes FILE.sig"};
}

} // namespace

std::string detached_signature_of(const std::string& file)
{
    std::error_code ignored;
    for (const char* ending : kDetached) {
        if (fs::exists(file + ending, ignored)) {
            return file + ending;
        }
    }
    return {};
}

bool is_detached_signature(const std::string& file)
{
    std::error_code ignored;
    return ends_in_one_of(file, kDetached) && fs::exists(file.substr(0, file.size() - 4), ignored);
}

PrivateCopy::~PrivateCopy()
{
    if (!folder_.empty()) {
        std::error_code ignored;
        fs::remove_all(folder_, ignored);
    }
}

PrivateCopy::PrivateCopy(PrivateCopy&& other) noexcept
    : folder_{std::exchange(other.folder_, {})}, file_{std::move(other.file_)}
{
}

model::Result<PrivateCopy> verified_copy(const std::string& file, const std::string& keyring,
                                         model::Duration patience)
{
    if (const auto there = stamp_of(keyring); !there) {
        return model::fail(ErrorKind::permanent, "keyring " + keyring + " can't be read",
                           "make it: gpg --export KEY > " + keyring);
    }
    const bool around = ends_in_one_of(file, kAround);
    const std::string signature = around ? "" : detached_signature_of(file);
    if (!around && signature.empty()) {
        return tl::unexpected(missing_signature(file, patience));
    }
    const std::string name = fs::path{file}.filename().string();
    auto copy = make_copy_folder(around ? name.substr(0, name.size() - 4) : name);
    if (!copy) {
        return copy;
    }
    const std::string home = fs::path{copy->file()}.parent_path().string() + "/.home";
    std::error_code why;
    fs::create_directory(home, why);
    std::vector<std::string> arguments{"--keyring", fs::absolute(keyring).string()};
    if (around) {
        arguments.insert(arguments.end(), {"--output", copy->file(), file});
    } else {
        fs::copy_file(file, copy->file(), why);
        arguments.insert(arguments.end(), {signature, copy->file()});
    }
    if (why) {
        return model::fail(ErrorKind::transient, file + " can't be copied: " + why.message(),
                           "check the room in the temporary folder");
    }
    if (auto good = judge(run_gpgv(std::move(arguments), home), file, keyring); !good) {
        return tl::unexpected(good.error());
    }
    return copy;
}

} // namespace rosterd::sdk
