// Recordings of an HRIS whose answers have changed: a key is gone, or there is one more.
#pragma once

#include <functional>
#include <set>
#include <string>

#include "connectors/rest/recording.hpp"

namespace rosterd::rest
{

using Change = std::function<void(model::Json& object)>;

// NOLINTNEXTLINE(misc-no-recursion): as deep as an answer is
inline void change_objects(model::Json& json, const Change& change)
{
    if (json.is_structured()) {
        for (model::Json& below : json) {
            change_objects(below, change);
        }
    }
    if (json.is_object()) { // last: what it adds is not looked at
        change(json);
    }
}

// With every object of its answers changed. Answers that are no JSON stay as they are.
inline Recording changed(Recording recording, const Change& change)
{
    for (Exchange& exchange : recording.exchanges) {
        model::Json answer = model::Json::parse(exchange.answer, nullptr, false);
        if (!answer.is_discarded()) {
            change_objects(answer, change);
            exchange.answer = answer.dump();
        }
    }
    return recording;
}

// Every key that is in its answers, but for that without which an OData list is at its end.
inline std::set<std::string> keys_in(const Recording& recording)
{
    std::set<std::string> keys;
    changed(recording, [&](const model::Json& object) {
        for (const auto& [key, value] : object.items()) {
            keys.insert(key);
        }
    });
    keys.erase("__next");
    return keys;
}

inline Recording without(const std::string& key, const Recording& recording)
{
    return changed(recording, [&](model::Json& object) { object.erase(key); });
}

} // namespace rosterd::rest
