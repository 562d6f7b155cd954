grant update (support_email, support_phone) on organisation to ouderapp_app;
