// How the sandbox says no: DingTalk's codes with DingTalk's words [server-api-error-codes-1].
#pragma once

#include <string>

#include <tl/expected.hpp>

namespace rosterd::sandbox
{

// Old style: an errcode. `sub` true: it travels inside the wrapper 88.
struct Refusal {
    int errcode = 0;
    std::string message;
    bool sub = false;
    std::string userid{}; // who holds what was asked for, where the answer tells it apart
};

// New style: an HTTP status and a code.
struct NewRefusal {
    int status = 400;
    std::string code;
    std::string message;
};

template <typename T>
using Outcome = tl::expected<T, Refusal>;

struct Done {
};

tl::unexpected<NewRefusal> refuse_new(int status, std::string code, std::string message);

// The catalogue's words for the code; `detail` is put behind them.
std::string message_of(int errcode);
tl::unexpected<Refusal> refuse(int errcode, const std::string& detail = {});

} // namespace rosterd::sandbox
