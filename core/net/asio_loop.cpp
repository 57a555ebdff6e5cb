#include "core/net/asio.hpp"

#include <unordered_map>
#include <utility>

#include <boost/asio/io_context.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/steady_timer.hpp>

namespace rosterd::net
{

namespace
{

namespace asio = boost::asio;

class AsioLoop final : public RealLoop
{
public:
    Instant now() const override
    {
        return std::chrono::time_point_cast<Duration>(std::chrono::system_clock::now());
    }

    Duration steady() const override
    {
        return std::chrono::duration_cast<Duration>(std::chrono::steady_clock::now() - start_);
    }

    void post(std::function<void()> work) override { asio::post(io_, std::move(work)); }

    TimerId after(Duration wait, std::function<void()> work) override
    {
        const TimerId id = ++last_id_;
        asio::steady_timer& timer = timers_.try_emplace(id, io_, wait).first->second;
        timer.async_wait([this, id, work = std::move(work)](const boost::system::error_code&) {
            // A timer that is no longer known was cancelled, even if it had already expired.
            if (timers_.erase(id) != 0) {
                work();
            }
        });
        return id;
    }

    void cancel(TimerId timer) override { timers_.erase(timer); }

    void run() override
    {
        io_.run();
        io_.restart(); // so that a stop() before run() counts, and run() can be called again
    }

    void stop() override { io_.stop(); }

    void post_from_anywhere(std::function<void()> work) override { post(std::move(work)); }

    void* native() override { return &io_; }

private:
    std::chrono::steady_clock::time_point start_ = std::chrono::steady_clock::now();
    asio::io_context io_{1};
    TimerId last_id_ = 0;
    std::unordered_map<TimerId, asio::steady_timer> timers_;
};

} // namespace

std::unique_ptr<RealLoop> make_loop()
{
    return std::make_unique<AsioLoop>();
}

} // namespace rosterd::net
