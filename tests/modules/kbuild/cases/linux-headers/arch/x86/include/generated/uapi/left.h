/* Left by "make headers_install". */
