#include "daemon/sandbox/call_log.hpp"

#include <algorithm>
#include <charconv>

namespace rosterd::sandbox
{

namespace
{

model::Json code_value(const std::string& code)
{
    int number = 0;
    const auto [end, error] = std::from_chars(code.data(), code.data() + code.size(), number);
    return error == std::errc{} && end == code.data() + code.size() ? model::Json(number)
                                                                    : model::Json(code);
}

} // namespace

void CallLog::add(LoggedCall call)
{
    ++counts_[call.path];
    calls_.push_back(std::move(call));
    ++last_;
    if (calls_.size() > kKept) {
        calls_.pop_front();
    }
}

void CallLog::clear()
{
    calls_.clear();
    counts_.clear();
}

model::Json CallLog::to_json(std::uint64_t since, std::size_t most) const
{
    auto list = model::Json::array();
    const auto first = last_ - calls_.size() + 1; // number of calls_.front()
    const auto skip = since < first ? 0 : since - first + 1;
    for (auto at = skip; at < calls_.size() && list.size() < most; ++at) {
        const auto& call = calls_[at];
        list.push_back({{"n", first + at},
                        {"at", model::to_string(call.at)},
                        {"path", call.path},
                        {"errcode", code_value(call.code)},
                        {"target", call.target}});
    }
    return {{"calls", std::move(list)}, {"counts", counts_}, {"last", last_}};
}

} // namespace rosterd::sandbox
