// Logging in, and waiting for a server.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/connectors/ldap/company.hpp"
#include "tests/connectors/ldap/slapd.hpp"

namespace rosterd::ldap
{
namespace
{

using ::testing::HasSubstr;

// Nobody in particular is shown 500 entries; cn=reader, whom the server takes us for, all of them.
TEST(LdapConnection, WithoutAPassword_TheCertificateOrTheOwnUserSaysWhoReads)
{
    Slapd slapd{unit("Sales") + people(520, "Sales")};
    const model::Json nobody{{"bind_dn", ""}, {"password", ""}, {"ca", slapd.ca()}};
    const auto as = [&](const std::string& url, const model::Json& more) {
        model::Json options = nobody;
        options.update(more);
        return read(url, options);
    };
    const model::Json certificate{{"external", true},
                                  {"certificate", slapd.file("client.pem")},
                                  {"key", slapd.file("client.key")}};

    EXPECT_THAT(as(slapd.tls_url(), {{"tls", "start"}}).error.message, HasSubstr("size limit"));
    EXPECT_EQ(as(slapd.tls_url(), certificate).sink.records.size(), 520u);
    EXPECT_EQ(as(slapd.local_url(), {{"external", true}}).sink.records.size(), 520u);
    const Read refused = as(slapd.tls_url(), {{"external", true}}); // there is nothing to show
    EXPECT_EQ(refused.error.kind, model::ErrorKind::unauthorised) << refused.error.message;
    EXPECT_THAT(refused.error.hint, HasSubstr("`certificate`"));
}

// Takes connections, and says nothing.
class SilentServer
{
public:
    SilentServer()
    {
        std::signal(SIGPIPE, SIG_IGN); // as rosterd does
        sockaddr_in address{};
        address.sin_family = AF_INET;
        address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
        socklen_t size = sizeof address;
        ::bind(fd_, reinterpret_cast<sockaddr*>(&address), size);
        ::listen(fd_, 5);
        ::getsockname(fd_, reinterpret_cast<sockaddr*>(&address), &size);
        port_ = std::to_string(ntohs(address.sin_port));
    }
    ~SilentServer() { ::close(fd_); }
    SilentServer(const SilentServer&) = delete;
    SilentServer& operator=(const SilentServer&) = delete;
    std::string url(const std::string& scheme) const { return scheme + "://127.0.0.1:" + port_; }

private:
    int fd_ = ::socket(AF_INET, SOCK_STREAM, 0);
    std::string port_;
};

TEST(LdapConnection, AServerThatDoesNotAnswer_IsWaitedForNoLongerThanTheTimeout)
{
    const SilentServer silent;
    for (const auto& [scheme, tls] : std::vector<std::pair<std::string, std::string>>{
             {"ldap", "none"}, {"ldap", "start"}, {"ldaps", "start"}}) {
        const auto begun = std::chrono::steady_clock::now();
        const Read none = read(silent.url(scheme), {{"timeout", "1s"}, {"tls", tls}});
        const auto took = std::chrono::steady_clock::now() - begun;
        EXPECT_EQ(none.error.kind, model::ErrorKind::transient)
            << scheme << tls << none.error.message;
        EXPECT_LT(took, std::chrono::seconds{8}) << scheme << tls;
    }
}

TEST(LdapConnection, AReadThatIsCancelledWhileTheServerIsWaitedFor_IsSaidToBeCancelled)
{
    const SilentServer silent;
    for (const auto& [scheme, tls] : std::vector<std::pair<std::string, std::string>>{
             {"ldap", "none"}, {"ldap", "start"}, {"ldaps", "start"}}) {
        sdk::RememberingSink sink;
        sdk::ConnectorContext context;
        context.source = "directory";
        context.cancelled = [] { return true; };
        context.options = {{"url", silent.url(scheme)},
                           {"tls", tls},
                           {"base", Slapd::kBase},
                           {"id", "uid"},
                           {"timeout", "20s"}};

        const auto result = kind().make(context).value()->read({true, ""}, sink);

        ASSERT_FALSE(result);
        EXPECT_EQ(result.error().kind, model::ErrorKind::cancelled) << result.error().message;
    }
}

} // namespace
} // namespace rosterd::ldap
