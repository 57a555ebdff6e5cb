// `rosterd sandbox` as a process: first line, killing, ending, coming back.
#include <gtest/gtest.h>

#include <arpa/inet.h>
#include <sys/socket.h>
#include <sys/time.h>
#include <sys/wait.h>
#include <unistd.h>

#include <csignal>
#include <cstdio>
#include <filesystem>
#include <fstream>

#include "core/model/json.hpp"
#include "daemon/sandbox/command.hpp"

namespace rosterd::sandbox
{

namespace
{

using model::Json;

// The sandbox in a child process, and calls to it over the socket.
class Process
{
public:
    explicit Process(const SandboxOptions& options)
    {
        int line[2]{};
        EXPECT_EQ(::pipe(line), 0);
        std::fflush(stdout); // or the child would say again what the test has said so far
        child_ = ::fork();
        if (child_ == 0) {
            ::dup2(line[1], STDOUT_FILENO);
            ::_exit(run_sandbox(options));
        }
        ::close(line[1]);
        std::string first;
        for (char c = 0; ::read(line[0], &c, 1) == 1 && c != '\n';) {
            first.push_back(c);
        }
        ::close(line[0]);
        const auto told = Json::parse(first, nullptr, false);
        port_ = told.is_object() ? told.value("port", 0) : 0;
    }
    ~Process()
    {
        if (child_ > 0) {
            end(SIGKILL);
        }
    }
    Process(const Process&) = delete;
    Process& operator=(const Process&) = delete;

    int port() const { return port_; }

    int end(int signal) // the exit status, or minus the signal that ended it
    {
        int status = 0;
        ::kill(child_, signal);
        ::waitpid(child_, &status, 0);
        child_ = 0;
        return WIFEXITED(status) ? WEXITSTATUS(status) : -WTERMSIG(status);
    }

    Json call(const std::string& method, const std::string& target, const std::string& body = "")
    {
        const int socket = connect();
        const auto request = method + " " + target +
                             " HTTP/1.1\r\nHost: h\r\nConnection: close\r\n" +
                             "Content-Length: " + std::to_string(body.size()) + "\r\n\r\n" + body;
        EXPECT_EQ(::send(socket, request.data(), request.size(), MSG_NOSIGNAL),
                  static_cast<ssize_t>(request.size()));
        std::string answer;
        char bytes[4096];
        for (ssize_t n = 0; (n = ::recv(socket, bytes, sizeof bytes, 0)) > 0;) {
            answer.append(bytes, static_cast<std::size_t>(n));
        }
        ::close(socket);
        const auto head = answer.find("\r\n\r\n");
        return head == std::string::npos ? Json{} : Json::parse(answer.substr(head + 4));
    }

    Json create(const std::string& userid, const std::string& mobile)
    {
        const std::string token = call("GET", "/gettoken?appkey=k&appsecret=s").at("access_token");
        const Json user{
            {"userid", userid}, {"name", userid}, {"mobile", mobile}, {"dept_id_list", "1"}};
        return call("POST", "/topapi/v2/user/create?access_token=" + token, user.dump());
    }

private:
    int connect() const
    {
        const int socket = ::socket(AF_INET, SOCK_STREAM, 0);
        const timeval limit{20, 0};
        ::setsockopt(socket, SOL_SOCKET, SO_RCVTIMEO, &limit, sizeof limit);
        sockaddr_in to{};
        to.sin_family = AF_INET;
        to.sin_port = htons(static_cast<std::uint16_t>(port_));
        to.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
        EXPECT_EQ(::connect(socket, reinterpret_cast<const sockaddr*>(&to), sizeof to), 0);
        return socket;
    }

    pid_t child_ = 0;
    int port_ = 0;
};

struct Command : testing::Test {
    std::filesystem::path folder =
        std::filesystem::temp_directory_path() / ("rosterd_sandbox_" + std::to_string(::getpid()));
    SandboxOptions options;

    void SetUp() override
    {
        std::filesystem::create_directories(folder);
        options.org_file = (folder / "org.json").string();
    }
    void TearDown() override { std::filesystem::remove_all(folder); }
};

TEST_F(Command, FirstLineNamesThePort_AndBothGatewaysAnswerThere)
{
    Process sandbox{options};

    ASSERT_NE(sandbox.port(), 0);
    EXPECT_EQ(sandbox.call("GET", "/gettoken?appkey=k&appsecret=s")["errcode"], 0);
    EXPECT_EQ(sandbox.call("GET", "/v1.0/contact/orgAccounts/status")["code"],
              "AuthenticationFailed.MissingParameter");
    EXPECT_EQ(sandbox.call("GET", "/sandbox/org")["company"], "示範集團 Demo Group");
}

TEST_F(Command, Terminated_EndsWith0AndEverythingIsKept)
{
    {
        Process sandbox{options};
        EXPECT_EQ(sandbox.create("E1", "13800138001")["errcode"], 0);
        EXPECT_EQ(sandbox.create("E2", "13800138002")["errcode"], 0);
        EXPECT_EQ(sandbox.end(SIGTERM), 0);
    }
    Process again{options};

    EXPECT_EQ(again.call("GET", "/sandbox/org")["users"].size(), 3U);
    EXPECT_EQ(again.create("E3", "13800138001")["errcode"], 60104);
}

TEST_F(Command, Killed_ComesBackWithAWholeCompany)
{
    {
        Process sandbox{options};
        EXPECT_EQ(sandbox.create("E1", "13800138001")["errcode"], 0);
        EXPECT_EQ(sandbox.end(SIGKILL), -SIGKILL);
    }
    Process again{options};

    EXPECT_EQ(again.call("GET", "/sandbox/org")["users"][0]["userid"], "manager01");
    EXPECT_NE(again.create("E2", "13800138002")["errcode"], -1);
}

TEST_F(Command, OrgFileThatIsNone_EndsWith78)
{
    std::ofstream{options.org_file} << "not json";
    Process sandbox{options};

    EXPECT_EQ(sandbox.port(), 0);
    EXPECT_EQ(sandbox.end(0), 78);
}

TEST_F(Command, PortTaken_EndsWith75)
{
    options.org_file.clear();
    Process first{options};
    options.port = static_cast<std::uint16_t>(first.port());
    Process second{options};

    EXPECT_EQ(second.end(0), 75);
}

} // namespace

} // namespace rosterd::sandbox
