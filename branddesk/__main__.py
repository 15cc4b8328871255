from branddesk.config.cli import main

raise SystemExit(main())
