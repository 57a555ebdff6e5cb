// A connector is somebody else's code: what it throws costs its own source an error, and no more.
#pragma once

#include <exception>
#include <stdexcept>
#include <string>
#include <utility>

#include "core/model/result.hpp"
#include "core/state/store.hpp"

namespace rosterd::cycle
{

inline model::Error thrown_by_connector(const std::string& what)
{
    return {model::ErrorKind::permanent, "its connector failed: " + what,
            "tell whoever wrote the connector; the other sources are read all the same"};
}

// Thrown at a connector by what takes its records: its read ends with this error.
struct ReadEnds : std::runtime_error {
    explicit ReadEnds(model::Error why) : std::runtime_error{why.message}, error{std::move(why)} {}
    model::Error error;
};

// What `work` answers, which is a model::Result; what it throws as an error. Faults of the store
// pass: they are everybody's.
template <typename Work>
auto contained(Work work) -> decltype(work())
{
    try {
        return work();
    } catch (const state::StoreError&) {
        throw;
    } catch (const ReadEnds& end) {
        return tl::unexpected(end.error);
    } catch (const std::exception& error) {
        return tl::unexpected(thrown_by_connector(error.what()));
    } catch (...) {
        return tl::unexpected(thrown_by_connector("it threw something that is no std::exception"));
    }
}

} // namespace rosterd::cycle
