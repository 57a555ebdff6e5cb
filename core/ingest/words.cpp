#include "core/ingest/words.hpp"

#include <string_view>
#include <unordered_map>
#include <unordered_set>

#include <unicode/timezone.h>
#include <unicode/unistr.h>

#include "core/ingest/text.hpp"

namespace rosterd::ingest
{

namespace
{

using model::AccountKind;
using model::EmploymentStatus;

template <typename Value>
using Words = std::unordered_map<std::string_view, Value>;

const Words<bool>& flags()
{
    static const Words<bool> words{
        {"是", true},    {"yes", true},    {"y", true},  {"true", true}, {"1", true},
        {"有", true},    {"對", true},     {"对", true}, {"√", true},    {"✓", true},
        {"✔", true},     {"on", true},     {"t", true},  {"否", false},  {"no", false},
        {"n", false},    {"false", false}, {"0", false}, {"無", false},  {"无", false},
        {"不是", false}, {"×", false},     {"✗", false}, {"✘", false},   {"off", false},
        {"f", false},    {"非", false},    {"x", false}, {"是的", true}, {"不", false}};
    return words;
}

const Words<EmploymentStatus>& statuses()
{
    using enum EmploymentStatus;
    static const Words<EmploymentStatus> words{{"active", active},
                                               {"在職", active},
                                               {"在职", active},
                                               {"employed", active},
                                               {"current", active},
                                               {"working", active},
                                               {"試用", active},
                                               {"试用", active},
                                               {"試用期", active},
                                               {"试用期", active},
                                               {"probation", active},
                                               {"on probation", active},
                                               {"正式", active},
                                               {"轉正", active},
                                               {"转正", active},
                                               {"實習", active},
                                               {"实习", active},
                                               {"正常", active},
                                               {"permanent", active},
                                               {"a", active},
                                               {"離職中", active},
                                               {"待離職", active},
                                               {"待离职", active},
                                               {"通知期", active},
                                               {"leave", leave},
                                               {"on leave", leave},
                                               {"停薪留職", leave},
                                               {"停薪留职", leave},
                                               {"休假", leave},
                                               {"長假", leave},
                                               {"长假", leave},
                                               {"產假", leave},
                                               {"产假", leave},
                                               {"留職停薪", leave},
                                               {"留职停薪", leave},
                                               {"suspended", leave},
                                               {"停職", leave},
                                               {"停职", leave},
                                               {"l", leave},
                                               {"leave of absence", leave},
                                               {"prehire", prehire},
                                               {"pre-hire", prehire},
                                               {"待入職", prehire},
                                               {"待入职", prehire},
                                               {"未入職", prehire},
                                               {"未入职", prehire},
                                               {"待報到", prehire},
                                               {"待报到", prehire},
                                               {"pending", prehire},
                                               {"onboarding", prehire},
                                               {"future hire", prehire},
                                               {"terminated", terminated},
                                               {"離職", terminated},
                                               {"离职", terminated},
                                               {"已離職", terminated},
                                               {"已离职", terminated},
                                               {"left", terminated},
                                               {"resigned", terminated},
                                               {"inactive", terminated},
                                               {"dismissed", terminated},
                                               {"辭職", terminated},
                                               {"辞职", terminated},
                                               {"解僱", terminated},
                                               {"解雇", terminated},
                                               {"退休", terminated},
                                               {"retired", terminated},
                                               {"former", terminated},
                                               {"t", terminated},
                                               {"former employee", terminated},
                                               {"leaver", terminated},
                                               {"已退休", terminated}};
    return words;
}

const Words<AccountKind>& accounts()
{
    using enum AccountKind;
    static const Words<AccountKind> words{{"ordinary", ordinary},  {"普通", ordinary},
                                          {"普通帳號", ordinary},  {"普通账号", ordinary},
                                          {"個人帳號", ordinary},  {"个人账号", ordinary},
                                          {"personal", ordinary},  {"mobile", ordinary},
                                          {"dingtalk", dingtalk},  {"專屬帳號", dingtalk},
                                          {"专属账号", dingtalk},  {"企業帳號", dingtalk},
                                          {"企业账号", dingtalk},  {"釘釘", dingtalk},
                                          {"钉钉", dingtalk},      {"enterprise", dingtalk},
                                          {"exclusive", dingtalk}, {"sso", sso},
                                          {"單點登入", sso},       {"单点登录", sso},
                                          {"single sign-on", sso}, {"saml", sso}};
    return words;
}

template <typename Value>
Cleaned<std::optional<Value>> looked_up(const std::string& text, const Words<Value>& words,
                                        std::string_view rule)
{
    if (text.empty()) {
        return {};
    }
    const auto found = words.find(to_lower_ascii(text));
    if (found == words.end()) {
        return {std::nullopt, {{rule, {}, {}}}};
    }
    return {found->second, {}};
}

} // namespace

std::optional<bool> yes_or_no(const std::string& text)
{
    return looked_up(text, flags(), "*.yes_no").value;
}

bool works_for_a_time(const std::string& employment)
{
    static const std::unordered_set<std::string_view> kinds{"contractor",
                                                            "independent contractor",
                                                            "contract worker",
                                                            "consultant",
                                                            "contingent worker",
                                                            "contingent",
                                                            "external",
                                                            "freelancer",
                                                            "freelance",
                                                            "agency",
                                                            "agency worker",
                                                            "temp",
                                                            "temporary",
                                                            "temporary worker",
                                                            "casual",
                                                            "outsourced",
                                                            "vendor",
                                                            "外包",
                                                            "外包人员",
                                                            "外包人員",
                                                            "外包员工",
                                                            "外判",
                                                            "外判員工",
                                                            "承辦商",
                                                            "承办商",
                                                            "承包商",
                                                            "顧問",
                                                            "顾问",
                                                            "外聘",
                                                            "自由職業",
                                                            "自由职业",
                                                            "臨時",
                                                            "临时",
                                                            "臨時工",
                                                            "临时工",
                                                            "臨時員工",
                                                            "临时员工",
                                                            "派遣",
                                                            "劳务派遣",
                                                            "勞務派遣",
                                                            "派遣員工",
                                                            "派遣员工",
                                                            "劳务",
                                                            "勞務"};
    return kinds.contains(to_lower_ascii(employment));
}

Cleaned<std::optional<bool>> clean_flag(const std::string& text)
{
    return looked_up(text, flags(), "*.yes_no");
}

Cleaned<std::optional<EmploymentStatus>> clean_status(const std::string& text)
{
    return looked_up(text, statuses(), "status.unknown");
}

Cleaned<std::optional<AccountKind>> clean_account(const std::string& text)
{
    return looked_up(text, accounts(), "account.unknown");
}

Cleaned<std::string> clean_time_zone(const std::string& text)
{
    if (text.empty()) {
        return {};
    }
    UErrorCode error = U_ZERO_ERROR;
    icu::UnicodeString canonical;
    icu::TimeZone::getCanonicalID(icu::UnicodeString::fromUTF8(text), canonical, error);
    const bool named = text.find('/') != std::string::npos || text == "UTC";
    if (U_FAILURE(error) || !named) {
        return {{}, {{"time_zone.unknown", {}, {}}}};
    }
    return {text, {}};
}

} // namespace rosterd::ingest
