// The two gateways' ways of answering [server-api-error-codes-1].
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "core/model/json.hpp"
#include "daemon/http/server.hpp"
#include "daemon/sandbox/refusal.hpp"

namespace rosterd::sandbox
{

// An answer and the code under which it is logged ("0" = success).
struct Answer {
    http::HttpServerResponse response;
    std::string code = "0";
};

// Old style: HTTP 200 whatever happened. `payload` joins the envelope. A refusal with `sub` is
// wrapped in 88 with a string sub_code.
Answer old_answer(model::Json payload, const std::string& request_id);
Answer old_answer_of_text(std::string_view result, const std::string& request_id);
Answer old_refusal(const Refusal& refusal, const std::string& request_id); // "" = none is shown

// New style: the business object alone, or an HTTP status with {code, message, requestid}.
Answer new_answer(const model::Json& body);
Answer new_refusal(const NewRefusal& refusal, const std::string& request_id);

// In front of both gateways: the page a blocked address sees.
Answer block_page();
Answer block_answer(); // the same, as some gateways tell it: no envelope, status 1111

std::string make_request_id(std::uint64_t number); // "15r7..." as the old gateway writes them
std::string make_uuid(std::uint64_t number);

} // namespace rosterd::sandbox
