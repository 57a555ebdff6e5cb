// Requests, answers and questions as JSON. What can't be read throws Garbled.
#pragma once

#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "connectors/apart/frame.hpp"
#include "connectors/sdk/connector.hpp"
#include "core/model/json.hpp"

namespace rosterd::apart
{

// Bytes that are no UTF-8 are replaced.
std::string text_of(const model::Json& json);
model::Json parsed(std::string_view text);

// Whatever `read` finds missing or of another type is Garbled.
template <typename Read>
auto reading(Read read) -> decltype(read())
{
    try {
        return read();
    } catch (const model::Json::exception& error) {
        throw Garbled{error.what()};
    }
}

model::Json json_of(const model::Error& error);
model::Error error_in(const model::Json& json);

// {"ok": ...} or {"error": {...}}
template <typename T>
model::Json json_of(const model::Result<T>& result)
{
    if (!result) {
        return {{"error", json_of(result.error())}};
    }
    if constexpr (std::is_void_v<T>) {
        return {{"ok", nullptr}};
    } else {
        return {{"ok", *result}};
    }
}
// The value below "ok". "thrown": what the connector threw, which is thrown again.
model::Result<model::Json> result_in(const model::Json& answer);

model::Json json_of(const sdk::ReadResult& result);
sdk::ReadResult read_result_in(const model::Json& json);

model::Json json_of(const sdk::Settlement& settlement);
sdk::Settlement settlement_in(const model::Json& json);

model::Json json_of(const std::vector<sdk::Learned>& people);
std::vector<sdk::Learned> people_in(const model::Json& json);

model::Json json_of(const std::vector<sdk::OptionFault>& faults);
std::vector<sdk::OptionFault> faults_in(const model::Json& json);

model::Json json_of(const std::vector<sdk::Inbox::Batch>& batches);
std::vector<sdk::Inbox::Batch> batches_in(const model::Json& json);

// How a kind presents itself; of its functions only whether they are there.
model::Json description_of(const sdk::ConnectorKind& kind);
struct Description {
    std::string help;
    std::vector<sdk::OptionSpec> options, write_back_options;
    bool checks = false, writes_back = false, checks_write_back = false;
};
Description description_in(const model::Json& json);

} // namespace rosterd::apart
