#include "tests/connectors/sql/servers/server.hpp"

#include <csignal>
#include <filesystem>
#include <fstream>
#include <stdexcept>
#include <thread>

#include "connectors/sql/connection_text.hpp"
#include "connectors/sql/odbc.hpp"
#include "tests/connectors/sql/servers/process.hpp"

namespace rosterd::sql
{

const std::string Server::password = "p;w}d%41+ 'x{";

namespace
{

std::unique_ptr<Connection> open(std::string connection, const std::string& password)
{
    if (!password.empty()) {
        add_keyword(connection, "Pwd", password);
    }
    auto opened = connect(connection, {}, std::chrono::seconds{5});
    if (!opened) {
        throw std::runtime_error{opened.error().message};
    }
    return std::move(*opened);
}

// Tries until the server answers, or has ended.
std::unique_ptr<Connection> await(const std::string& connection, const std::string& password,
                                  pid_t program, const std::string& log)
{
    for (int tries = 0; tries < 600; ++tries) {
        try {
            return open(connection, password);
        } catch (const std::runtime_error&) {
            if (has_ended(program)) {
                break;
            }
            std::this_thread::sleep_for(std::chrono::milliseconds{100});
        }
    }
    throw std::runtime_error{"the server does not answer: " + content_of(log)};
}

class Postgresql final : public Server
{
public:
    Postgresql()
    {
        const std::string file = folder_.path() + "/password";
        std::ofstream{file} << password << "\n";
        run_program({bin() + "initdb", "-D", data_, "-U", "boss", "--auth=scram-sha-256",
                     "--pwfile=" + file, "-E", "UTF8", "--locale=C.UTF-8", "--no-sync"},
                    "postgres", log_);
        resume();
    }
    ~Postgresql() override { end_program(program_, SIGQUIT); }

    std::string connection() const override
    {
        return "Driver=PostgreSQL Unicode;Server=127.0.0.1;Port=" + std::to_string(port_) +
               ";Database=postgres;Uid=boss";
    }
    void run(const std::string& sql) override
    {
        if (const auto done = boss_->run(sql); !done) {
            throw std::runtime_error{sql + ": " + done.error().message};
        }
    }
    void kill_connections() override
    {
        run("select pg_terminate_backend(pid) from pg_stat_activity "
            "where pid <> pg_backend_pid() and backend_type = 'client backend'");
    }
    void stop() override
    {
        boss_.reset();
        end_program(program_, SIGQUIT);
        program_ = 0;
    }
    void resume() override
    {
        program_ = start_program({bin() + "postgres", "-D", data_, "-p", std::to_string(port_),
                                  "-k", folder_.path(), "-h", "127.0.0.1", "-F"},
                                 "postgres", log_);
        boss_ = await(connection(), password, program_, log_);
    }

private:
    static std::string bin()
    {
        std::string newest;
        for (const auto& one : std::filesystem::directory_iterator{"/usr/lib/postgresql"}) {
            newest = std::max(newest, one.path().string());
        }
        return newest + "/bin/";
    }

    Folder folder_{"postgres"};
    std::string data_ = folder_.path() + "/data", log_ = folder_.path() + "/log";
    int port_ = free_port();
    pid_t program_ = 0;
    std::unique_ptr<Connection> boss_;
};

class Mariadb final : public Server
{
public:
    Mariadb()
    {
        run_program({"mariadb-install-db", "--no-defaults", "--datadir=" + data_,
                     "--auth-root-authentication-method=normal", "--skip-test-db"},
                    "mysql", log_);
        start();
        const auto root = await(at_port() + ";Uid=root", "", program_, log_);
        for (const char* sql : {"create user boss@'%' identified by 'p;w}d%41+ ''x{'",
                                "grant all on *.* to boss@'%' with grant option",
                                "create database hr charset utf8mb4"}) {
            if (const auto done = root->run(sql); !done) {
                throw std::runtime_error{done.error().message};
            }
        }
        boss_ = open(connection(), password);
    }
    ~Mariadb() override { end_program(program_, SIGKILL); }

    std::string connection() const override { return at_port() + ";Database=hr;Uid=boss"; }
    void run(const std::string& sql) override
    {
        if (const auto done = boss_->run(sql); !done) {
            throw std::runtime_error{sql + ": " + done.error().message};
        }
    }
    void kill_connections() override
    {
        std::vector<std::string> ids;
        {
            const auto rows =
                boss_->select("select id from information_schema.processlist where user = 'boss' "
                              "and id <> connection_id()",
                              {}, {});
            while (rows && (*rows)->next().value_or(false)) {
                ids.emplace_back((*rows)->text(0));
            }
        }
        for (const std::string& id : ids) {
            run("kill " + id);
        }
    }
    void stop() override
    {
        boss_.reset();
        end_program(program_, SIGKILL);
        program_ = 0;
    }
    void resume() override
    {
        start();
        boss_ = await(connection(), password, program_, log_);
    }

private:
    std::string at_port() const
    {
        return "Driver=MariaDB Unicode;Charset=utf8mb4;Server=127.0.0.1;Port=" +
               std::to_string(port_);
    }
    void start()
    {
        program_ = start_program({"mariadbd", "--no-defaults", "--datadir=" + data_,
                                  "--port=" + std::to_string(port_), "--bind-address=127.0.0.1",
                                  "--socket=" + folder_.path() + "/socket",
                                  "--pid-file=" + folder_.path() + "/pid"},
                                 "mysql", log_);
    }

    Folder folder_{"mysql"};
    std::string data_ = folder_.path() + "/data", log_ = folder_.path() + "/log";
    int port_ = free_port();
    pid_t program_ = 0;
    std::unique_ptr<Connection> boss_;
};

} // namespace

std::unique_ptr<Server> Server::start(const std::string& name)
{
    if (name == "postgresql") {
        return std::make_unique<Postgresql>();
    }
    return std::make_unique<Mariadb>();
}

} // namespace rosterd::sql
