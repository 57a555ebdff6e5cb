#include "connectors/sdk/connector.hpp"

namespace rosterd::sdk
{

model::Result<std::size_t> Connector::accept_push(const model::Json&) const
{
    return model::fail(model::ErrorKind::not_found, "this source's connector takes no pushes",
                       "push to a source with `connector: push`");
}

std::vector<model::Result<void>> Connector::write_back(const std::vector<Learned>& people)
{
    return std::vector<model::Result<void>>(
        people.size(), model::fail(model::ErrorKind::not_found,
                                   "this source's connector has no way to tell its HRIS anything",
                                   "take `write_back` out of the source"));
}

} // namespace rosterd::sdk
