#include "daemon/sandbox/envelope.hpp"

#include <array>
#include <cstdio>

#include "core/model/record.hpp"

namespace rosterd::sandbox
{

namespace
{

using model::Json;

Answer json_answer(int status, const Json& body, std::string code)
{
    Answer answer;
    answer.response.status = status;
    answer.response.body = body.dump(-1, ' ', false, Json::error_handler_t::replace);
    answer.code = std::move(code);
    return answer;
}

} // namespace

Answer old_answer(Json payload, const std::string& request_id)
{
    payload["errcode"] = 0;
    payload["errmsg"] = "ok";
    if (!request_id.empty()) {
        payload["request_id"] = request_id;
    }
    return json_answer(200, payload, "0");
}

Answer old_answer_of_text(std::string_view result, const std::string& request_id)
{
    Answer answer;
    auto& body = answer.response.body;
    body.reserve(result.size() + 100);
    body = R"({"errcode":0,"errmsg":"ok","request_id":")" + request_id + R"(","result":)";
    body += result;
    body += '}';
    return answer;
}

Answer old_refusal(const Refusal& refusal, const std::string& request_id)
{
    const auto code = std::to_string(refusal.errcode);
    Json body{{"errcode", refusal.errcode}, {"errmsg", refusal.message}};
    if (refusal.sub) {
        body = {{"errcode", 88},
                {"sub_code", code},
                {"sub_msg", refusal.message},
                {"errmsg", "ding talk error[subcode=" + code + ",submsg=" + refusal.message + "]"}};
    }
    if (!refusal.userid.empty()) {
        body["userid"] = refusal.userid;
    }
    if (!request_id.empty()) {
        body["request_id"] = request_id;
    }
    return json_answer(200, body, code);
}

Answer new_answer(const Json& body)
{
    return json_answer(200, body, "0");
}

Answer new_refusal(const NewRefusal& refusal, const std::string& request_id)
{
    Json body{{"code", refusal.code}, {"message", refusal.message}, {"requestid", request_id}};
    const std::string_view message{refusal.message};
    constexpr std::string_view kScopes = "requiredScopes=[";
    if (const auto at = message.find(kScopes);
        at != std::string_view::npos) { // [add-api-permission]
        const auto begin = at + kScopes.size();
        const auto scopes = message.substr(begin, message.find(']', begin) - begin);
        body["accessdenieddetail"] = {{"requiredScopes", {scopes}}};
    }
    return json_answer(refusal.status, body, refusal.code);
}

Answer block_page()
{
    Answer answer;
    answer.response.content_type = "text/html;charset=UTF-8";
    answer.response.body = "<!doctype html><html><head><title>blocked</title></head><body>"
                           "Sorry, we have detected unusual traffic from your network."
                           "</body></html>";
    answer.code = "blocked";
    return answer;
}

Answer block_answer()
{
    return json_answer(200, {{"status", 1111}, {"wait", 5}, {"punish", "deny"}}, "blocked");
}

std::string make_request_id(std::uint64_t number)
{
    std::array<char, 24> text{};
    std::snprintf(text.data(), text.size(), "16s%010llx",
                  static_cast<unsigned long long>(number & 0xFFFFFFFFFFULL));
    return text.data();
}

std::string make_uuid(std::uint64_t number)
{
    const auto mixed = model::fingerprint(std::to_string(number), 1);
    std::array<char, 40> text{};
    std::snprintf(text.data(), text.size(), "%08X-%04X-7%03X-8%03X-%012llX",
                  static_cast<unsigned>(mixed >> 32U), static_cast<unsigned>(mixed & 0xFFFFU),
                  static_cast<unsigned>((mixed >> 16U) & 0xFFFU),
                  static_cast<unsigned>((mixed >> 8U) & 0xFFFU),
                  static_cast<unsigned long long>(number & 0xFFFFFFFFFFFFULL));
    return text.data();
}

} // namespace rosterd::sandbox
