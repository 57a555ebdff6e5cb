#include "daemon/cycle/stop.hpp"

#include <utility>

namespace rosterd::cycle
{

Stop::Stop(Post post) : post_{std::move(post)} {}

void Stop::ask()
{
    asked_ = true;
    post_([this] { tell(); });
}

void Stop::on_ask(std::function<void()> end)
{
    end_ = std::move(end);
    if (end_ && asked_) { // what ask() posted may have found nothing to end
        post_([this] { tell(); });
    }
}

void Stop::tell()
{
    if (end_) {
        end_();
    }
}

} // namespace rosterd::cycle
