// Beast and Asio's TLS are compiled here, once (BOOST_BEAST_SEPARATE_COMPILATION); Asio itself in base.
#include <boost/asio/ssl/impl/src.hpp>
#include <boost/beast/src.hpp>
