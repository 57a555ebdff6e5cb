#include "core/dingtalk/refused_for.hpp"

#include <algorithm>
#include <array>

namespace rosterd::dingtalk
{

namespace
{

constexpr std::array<std::string_view, 8> kApi{
    "60011",
    "48002",
    "43005",
    "43007",
    "90020",
    "Forbidden.AccessDenied.AccessTokenPermissionDenied",
    "Forbidden.AccessDenied.ApiCountLimitForOrg",
    "unauthorized.client",
};

constexpr std::array<std::string_view, 28> kApplication{
    "60020",
    "40000",
    "40001",
    "40013",
    "40014",
    "40089",
    "40096",
    "41001",
    "42001",
    "400043",
    "12012",
    "33001",
    "43003",
    "50003",
    "50005",
    "52010",
    "70001",
    "InvalidAuthentication",
    "AuthenticationFailed.MissingParameter",
    "invalidClientIdOrSecret",
    "invalid.client",
    "authFailed",
    "unsupported.grant.type",
    "invalidSuiteKey",
    "invalidSuiteTicket",
    "invalidAuthInfo",
    "Forbidden.AccessDenied.IpNotInWhiteList",
    "ip.blocked",
};

bool contains(const auto& codes, std::string_view code)
{
    return std::ranges::find(codes, code) != codes.end();
}

} // namespace

RefusedFor refused_for(std::string_view code)
{
    return contains(kApplication, code) ? RefusedFor::application
           : contains(kApi, code)       ? RefusedFor::api
                                        : RefusedFor::object;
}

} // namespace rosterd::dingtalk
