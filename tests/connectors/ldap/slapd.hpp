// OpenLDAP's own server for tests: started in a temporary folder on a free port, stopped by its
// process id.
#pragma once

#include <array>
#include <chrono>
#include <csignal>
#include <cstdio>
#include <stdexcept>
#include <string>
#include <thread>
#include <vector>

#include <arpa/inet.h>
#include <fcntl.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include "tests/connectors/sdk/temporary_folder.hpp"

namespace rosterd::ldap
{

inline int free_port()
{
    const int fd = ::socket(AF_INET, SOCK_STREAM, 0);
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    socklen_t size = sizeof address;
    ::bind(fd, reinterpret_cast<sockaddr*>(&address), size);
    ::getsockname(fd, reinterpret_cast<sockaddr*>(&address), &size);
    ::close(fd);
    return ntohs(address.sin_port);
}

inline bool listens(int port)
{
    const int fd = ::socket(AF_INET, SOCK_STREAM, 0);
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    address.sin_port = htons(static_cast<std::uint16_t>(port));
    const bool up = ::connect(fd, reinterpret_cast<sockaddr*>(&address), sizeof address) == 0;
    ::close(fd);
    return up;
}

// Its standard output and error go to `log`. Dies with the test.
inline pid_t spawn(std::vector<std::string> command, const std::string& log)
{
    const pid_t pid = ::fork();
    if (pid == 0) {
        const int out = ::open(log.c_str(), O_WRONLY | O_CREAT | O_APPEND, 0600);
        ::dup2(out, 1);
        ::dup2(out, 2);
        std::vector<char*> arguments;
        for (std::string& one : command) {
            arguments.push_back(one.data());
        }
        arguments.push_back(nullptr);
        ::execvp(arguments[0], arguments.data());
        ::_exit(127);
    }
    return pid;
}

inline int run(std::vector<std::string> command, const std::string& log)
{
    int status = 0;
    ::waitpid(spawn(std::move(command), log), &status, 0);
    return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}

class Slapd
{
public:
    static constexpr const char* kBase = "dc=example,dc=com";
    static constexpr const char* kAdmin = "cn=admin,dc=example,dc=com";

    explicit Slapd(const std::string& ldif = "")
    {
        std::signal(SIGPIPE, SIG_IGN); // as rosterd does
        make_certificates();
        folder_.write("slapd.conf", configuration());
        std::filesystem::create_directory(folder_.file("data"));
        folder_.write("begin.ldif", std::string{kBeginning} + ldif);
        require({"/usr/sbin/slapadd", "-q", "-f", folder_.file("slapd.conf"), "-l",
                 folder_.file("begin.ldif")});
        start();
    }
    ~Slapd() { stop(); }
    Slapd(const Slapd&) = delete;
    Slapd& operator=(const Slapd&) = delete;

    std::string url() const { return "ldap://127.0.0.1:" + std::to_string(port_); }
    std::string tls_url() const { return "ldaps://127.0.0.1:" + std::to_string(tls_port_); }
    // Not the name that its certificate has.
    std::string other_url() const { return "ldaps://localhost:" + std::to_string(tls_port_); }
    std::string ca() const { return folder_.file("ca.pem"); }
    // Its socket on this machine. Whoever comes by it and says no more than that, and whoever shows
    // the certificate client.pem, is cn=reader.
    std::string local_url() const { return "ldapi://" + escaped(folder_.file("ldapi")); }
    std::string file(const std::string& name) const { return folder_.file(name); }

    // LDIF with `changetype:`.
    void change(const std::string& ldif)
    {
        folder_.write("change.ldif", ldif);
        require({"ldapmodify", "-x", "-H", url(), "-D", kAdmin, "-w", "secret", "-f",
                 folder_.file("change.ldif")});
    }
    void start()
    {
        pid_ =
            spawn({"/usr/sbin/slapd", "-d", "0", "-f", folder_.file("slapd.conf"), "-h",
                   url() + "/ ldaps://127.0.0.1:" + std::to_string(tls_port_) + "/ " + local_url()},
                  folder_.file("log"));
        for (int i = 0; i < 600 && !(listens(port_) && listens(tls_port_)); ++i) {
            std::this_thread::sleep_for(std::chrono::milliseconds{50});
        }
    }
    void stop(int signal = SIGKILL)
    {
        if (pid_ > 0) {
            ::kill(pid_, signal);
            ::waitpid(pid_, nullptr, 0);
            pid_ = 0;
        }
    }

private:
    static constexpr const char* kBeginning = R"(dn: dc=example,dc=com
objectClass: dcObject
objectClass: organization
o: Example
dc: example

dn: cn=reader,dc=example,dc=com
objectClass: organizationalRole
objectClass: simpleSecurityObject
cn: reader
userPassword: reads

dn: cn=limited,dc=example,dc=com
objectClass: organizationalRole
objectClass: simpleSecurityObject
cn: limited
userPassword: reads

)";

    static std::string escaped(const std::string& path)
    {
        std::string out;
        for (const char c : path) {
            out += c == '/' ? "%2F" : std::string(1, c);
        }
        return out;
    }

    std::string configuration() const
    {
        return "include /etc/ldap/schema/core.schema\n"
               "include /etc/ldap/schema/cosine.schema\n"
               "include /etc/ldap/schema/inetorgperson.schema\n"
               "modulepath /usr/lib/ldap\nmoduleload back_mdb\nmoduleload syncprov\n"
               "moduleload ppolicy\n"
               "pidfile " +
               folder_.file("pid") + "\nargsfile " + folder_.file("args") + "\n" +
               "TLSCertificateFile " + folder_.file("server.pem") + "\nTLSCertificateKeyFile " +
               folder_.file("server.key") + "\nTLSCACertificateFile " + ca() +
               "\nTLSVerifyClient try\n" +
               "authz-regexp \"gidNumber=.*,cn=peercred,cn=external,cn=auth\" "
               "\"cn=reader,dc=example,dc=com\"\n"
               "authz-regexp \"cn=rosterd\" \"cn=reader,dc=example,dc=com\"\n" +
               "database mdb\nsuffix \"dc=example,dc=com\"\nrootdn \"" + kAdmin +
               "\"\nrootpw secret\nmaxsize 268435456\ndbnosync\ndirectory " + folder_.file("data") +
               "\nindex objectClass,entryUUID,entryCSN eq\noverlay syncprov\noverlay ppolicy\n"
               "sizelimit 500\n"
               "limits dn.exact=\"cn=reader,dc=example,dc=com\" size.soft=500 size.hard=500 "
               "size.prtotal=unlimited\n"
               "limits dn.exact=\"cn=limited,dc=example,dc=com\" size.soft=500 size.hard=500 "
               "size.prtotal=500\n";
    }
    void make_certificates()
    {
        folder_.write("san.txt", "subjectAltName=IP:127.0.0.1\n");
        require({"openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt",
                 "ec_paramgen_curve:prime256v1", "-nodes", "-days", "30", "-subj", "/CN=Test CA",
                 "-keyout", folder_.file("ca.key"), "-out", folder_.file("ca.pem")});
        require({"openssl", "req", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1",
                 "-nodes", "-subj", "/CN=slapd", "-keyout", folder_.file("server.key"), "-out",
                 folder_.file("server.csr")});
        require({"openssl", "x509", "-req", "-in", folder_.file("server.csr"), "-CA",
                 folder_.file("ca.pem"), "-CAkey", folder_.file("ca.key"), "-CAcreateserial",
                 "-days", "30", "-extfile", folder_.file("san.txt"), "-out",
                 folder_.file("server.pem")});
        require({"openssl", "req", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1",
                 "-nodes", "-subj", "/CN=rosterd", "-keyout", folder_.file("client.key"), "-out",
                 folder_.file("client.csr")});
        require({"openssl", "x509", "-req", "-in", folder_.file("client.csr"), "-CA",
                 folder_.file("ca.pem"), "-CAkey", folder_.file("ca.key"), "-CAcreateserial",
                 "-days", "30", "-out", folder_.file("client.pem")});
    }
    void require(const std::vector<std::string>& command) const
    {
        if (run(command, folder_.file("log")) != 0) {
            throw std::runtime_error(command.front() + ": " + folder_.content("log"));
        }
    }

    sdk::TemporaryFolder folder_;
    int port_ = free_port();
    int tls_port_ = free_port();
    pid_t pid_ = 0;
};

} // namespace rosterd::ldap
